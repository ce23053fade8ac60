extension Feature {
    /// The association, its first steps, signing in, one's own account.
    package static let people = Feature(
        pages: [
            FirstStepsPage.self, PreparingPage.self, SignInPage.self, SignOutPage.self, SignInLinkPage.self,
            ResumePage.self, AccountPage.self,
        ],
        fields: FirstStepsForm.fields + SignInForm.fields + AccountForm.fields,
        hiddenFromRobots: ["/connexion", "/premiers-pas/", "/compte"],
        retention: PeopleRetention.rules,
        rebuild: { db, _ in try Session.endAll(in: db) })
}
