import Base
import SQLite
import Shell

extension Feature {
    /// Which shops commit to pay their share.
    package static let pledges = Feature(
        pages: [PledgesPage.self, CallFormPage.self], fields: CallForm.fields + PledgeForm.fields,
        formPages: [
            "/projets/:project/engagements/promesse": "/projets/:project/engagements",
            "/projets/:project/engagements/promesse/retrait": "/projets/:project/engagements",
            "/projets/:project/engagements/delai": "/projets/:project/engagements",
            "/projets/:project/engagements/depart/reponse": "/projets/:project/engagements",
        ],
        waitingAt: { try PledgesWaiting.lines(at: $0, $1, in: $2) }, dueJobs: [Deadline.dueJob],
        personalData: [PledgeData.all], withoutPersons: ["division_share", "pledge_call_deadline"])
}

/// The calls that wait for the answer of a shop.
enum PledgesWaiting {
    /// Open calls whose key asks the shop to pay, and to which it has not pledged; the next deadline first. Indexes:
    /// `key_shop_by_shop`, `pledge_call_by_scenario`.
    static func lines(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.represent, place) == true else { return [] }
        return try db.rows(
            """
            SELECT project.public_id, project.title, closes_at
              FROM key_shop JOIN pledge_call ON pledge_call.scenario_id = key_shop.scenario_id
              JOIN project ON project.id = project_id
             WHERE key_shop.shop_id = ?1 AND exemption = '' AND closes_at > ?2 AND frozen_at IS NULL
               AND cancelled_at IS NULL AND project.withdrawn_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM pledge
                                WHERE call_id = pledge_call.id AND pledge.shop_id = ?1 AND pledge.withdrawn_at IS NULL)
             ORDER BY closes_at LIMIT 5
            """, place.id, context.now
        ) { row in
            let closesAt = context.language.moment(row.instant(2))
            return Waiting(
                .promised, context.say("waiting.call", ["title": row.text(1)]),
                why: context.say("waiting.pledge.why", ["closesAt": closesAt]),
                action: context.say("waiting.pledge.do"), .pledges(row.text(0)), context)
        }
    }
}

/// What is stored about the people of pledges.
enum PledgeData {
    /// Pledges belong to their project and are deleted with it. What a shop owes is a matter of accounts.
    static let all = PersonalData(
        "pledges", tables: ["pledge_call", "pledge", "division"], basis: .legitimateInterest, persons: [.members],
        recipients: [.members], hasNoFixedTerm: true,
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
