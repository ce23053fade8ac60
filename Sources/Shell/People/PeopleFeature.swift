import Base

extension Feature {
    /// The association, its setup, signing in, one's own account.
    package static let people = Feature(
        pages: [
            SetupPage.self, PreparingPage.self, SignInPage.self, ForgottenPasswordPage.self, SignOutPage.self,
            SignInLinkPage.self,
            ResumePage.self, AccountPage.self, OwnDataPage.self, ErasePage.self, RightsPage.self, DevicesPage.self,
            PhonePage.self,
            NewPasswordPage.self,
            SignInStepPage.self, SecondFactorPage.self, RecoverySheetPage.self, RecoveryCodePage.self,
            MailSignInPage.self, MailedCodePage.self,
            BoardSignInPage.self,
        ],
        fields: SetupForm.fields + SignInForm.fields + AccountForm.fields + EraseForm.fields
            + [
                AnyField(NewPasswordForm.password), AnyField(RecoveryCodePage.code), AnyField(MailedCodePage.code),
                BoardSignInHandlers.asked,
            ]
            + SignInStepForm.fields + SecondFactorForm.fields,
        hiddenFromRobots: ["/connexion", "/premiers-pas/", "/compte"],
        waiting: PeopleWaiting.lines, dueJobs: [MailedSignIn.job],
        personalData: [PeopleData.accounts, PeopleData.legalNotice, PeopleData.sessions, PeopleData.secondFactor],
        withoutPersons: ["setup_link", "device_key", "member_category"],
        rebuild: { db, _ in try Session.endAll(in: db) },
        carryOver: { replaced, db, now in
            try EndedAccess.carryOver(from: replaced, in: db)
            try EndedAccess.carryOverPresidency(from: replaced, at: now, in: db)
            try Member.carryOverPasswords(from: replaced, in: db)
            try SignInCarryOver.run(from: replaced, in: db)
        },
        redirect: { path in
            Secret(copiedPath: path, below: "/connexion/").map(Link.signIn(with:))
                ?? Secret(copiedPath: path, below: "/premiers-pas/").map(Link.setup)
        })
}
