import Shell

extension Feature {
    /// Which shops commit to pay their share.
    package static let pledges = Feature(
        pages: [PledgesPage.self, CallFormPage.self], fields: CallForm.fields + PledgeForm.fields,
        formPages: [
            "/projets/:project/engagements/promesse": "/projets/:project/engagements",
            "/projets/:project/engagements/promesse/retrait": "/projets/:project/engagements",
            "/projets/:project/engagements/depart/reponse": "/projets/:project/engagements",
        ],
        dueJobs: [Deadline.dueJob], personalData: [PledgeData.all], withoutPersons: ["division_share"])
}

/// What is stored about the people of pledges.
enum PledgeData {
    /// Pledges belong to their project and are deleted with it. What a shop owes is a matter of accounts.
    static let all = PersonalData(
        "pledges", tables: ["pledge_call", "pledge", "division"], basis: .legitimateInterest, persons: [.members],
        recipients: [.members], isKept: true,
        copies: [
            CopiedRows(
                "pledges", [.text("title"), .text("shop"), .moment("when"), .moment("ended"), .text("text")],
                sql: """
                    SELECT project.title, shop.name, pledged_at, pledge.withdrawn_at, leaving_reason
                      FROM pledge JOIN pledge_call ON pledge_call.id = call_id
                      JOIN project ON project.id = pledge_call.project_id JOIN shop ON shop.id = pledge.shop_id
                     WHERE pledge.member_id = ?1 ORDER BY pledge.id
                    """),
            CopiedRows(
                "calls", [.text("title"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT project.title, opened_at, cancelled_at
                      FROM pledge_call JOIN project ON project.id = project_id
                     WHERE opened_by = ?1 OR cancelled_by = ?1 ORDER BY pledge_call.id
                    """),
            CopiedRows(
                "divisions", [.text("title"), .text("text"), .moment("when")],
                sql: """
                    SELECT project.title, reason, decided_at
                      FROM division JOIN pledge_call ON pledge_call.id = call_id
                      JOIN project ON project.id = pledge_call.project_id
                     WHERE decided_by = ?1 ORDER BY division.id
                    """),
        ])
}
