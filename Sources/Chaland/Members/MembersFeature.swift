import Shell

extension Feature {
    /// The association’s people: their list, their offices, their access.
    static let members = Feature(
        pages: [MembersPage.self, MemberPage.self, MemberLinkPage.self, NewMemberPage.self, PresidencyPage.self],
        fields: NewMemberForm.fields + PresidencyForm.fields, hiddenFromRobots: ["/adherents", "/presidence"],
        waiting: PresidencyHandlers.waiting)
}
