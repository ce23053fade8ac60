import Shell

extension Feature {
    /// The association’s people: their list, their offices, their access.
    static let members = Feature(
        pages: [MembersPage.self, MemberPage.self, MemberLinkPage.self, NewMemberPage.self, PresidencyPage.self],
        fields: NewMemberForm.fields + PresidencyForm.fields + [MemberLinkHandlers.lost],
        hiddenFromRobots: ["/adherents", "/presidence"],
        waiting: PresidencyHandlers.waiting, personalData: [PresidencyOffer.personalData],
        // An offer of the backup may have been withdrawn since.
        carryOver: { _, db, now in try PresidencyOffer.endAll(at: now, in: db) })
}
