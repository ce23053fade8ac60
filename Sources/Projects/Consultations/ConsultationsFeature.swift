import Base
import SQLite
import Shell

extension Feature {
    /// Consultations of shops inside a project.
    package static let consultations = Feature(
        pages: [ConsultationPage.self, NewConsultationPage.self], fields: NewConsultationPage.formFields,
        formPages: ["/projets/:project/consultations": "/projets/:project/consultations/nouvelle"],
        waitingAt: { try ConsultationWaiting.lines(at: $0, $1, in: $2) }, dueJobs: Consultation.jobs,
        personalData: [ConsultationData.all], withoutPersons: ["consultation_option", "consultation_voice"])
}

/// What is stored about the people of consultations. Answers belong to shops.
enum ConsultationData {
    /// Cancelled consultations: thirty days, to undo it.
    static let term = Int.days(30)
    private static let cancelled = """
        SELECT id FROM consultation WHERE cancelled_at IS NOT NULL AND cancelled_at <= ?1
         ORDER BY cancelled_at, id LIMIT ?2
        """

    static let all = PersonalData(
        "consultations", tables: ["consultation", "consultation_shop"], basis: .legitimateInterest,
        persons: [.members], recipients: [.shop],
        rules: [
            RetentionRule(
                "consultations", table: "consultation", term: term,
                sql: ["DELETE FROM consultation WHERE id IN (\(cancelled))"])
        ], hasNoFixedTerm: true,
        // Only the answers that the member gave: those of others stay unknown until the end.
        copies: [
            CopiedRows(
                "consultations", [.text("title"), .moment("from"), .moment("until")],
                sql: """
                    SELECT project.title, opened_at, closes_at
                      FROM consultation JOIN project ON project.id = project_id
                     WHERE opened_by = ?1 OR cancelled_by = ?1 ORDER BY consultation.id
                    """),
            CopiedRows(
                "answers", [.text("title"), .text("shop"), .text("text"), .moment("when")],
                sql: """
                    SELECT project.title, shop.name,
                           (SELECT group_concat(scenario.title, ', ')
                              FROM consultation_voice AS voice JOIN scenario ON scenario.id = voice.scenario_id
                             WHERE voice.consultation_id = consultation.id AND voice.shop_id = shop.id),
                           answered_at
                      FROM consultation_shop JOIN consultation ON consultation.id = consultation_id
                      JOIN project ON project.id = project_id JOIN shop ON shop.id = consultation_shop.shop_id
                     WHERE answered_by = ?1 ORDER BY consultation.id
                    """),
        ])
}

/// The consultations that wait for the answer of a shop.
enum ConsultationWaiting {
    static func lines(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.represent, place) == true else { return [] }
        return try db.rows(
            """
            SELECT project.public_id, project.title, consultation.public_id, consultation.closes_at
              FROM consultation_shop INDEXED BY consultation_shop_waiting
              JOIN consultation ON consultation.id = consultation_id JOIN project ON project.id = project_id
             WHERE shop_id = ?1 AND answered_at IS NULL AND closes_at > ?2 AND cancelled_at IS NULL
               AND project.withdrawn_at IS NULL
             ORDER BY closes_at LIMIT 5
            """, place.id, context.now
        ) { row in
            line(
                row.text(2), of: row.text(0), row.text(1), closesAt: row.instant(3), context)
        }
    }

    /// Whether one of the member’s shops is asked and has not answered.
    static func isAwaited(_ consultation: Consultation, _ context: Context, in db: Reader) throws -> Bool {
        try context.member?.workplaces(may: .represent).contains { place in
            try consultation.answer(of: place.id, in: db).map { $0.answeredAt == nil } ?? false
        } ?? false
    }

    static func line(_ consultation: Consultation, _ project: Project, _ context: Context) -> Waiting {
        line(
            consultation.publicID, of: project.publicID, project.details.title, closesAt: consultation.closesAt, context
        )
    }

    private static func line(
        _ consultation: String, of project: String, _ title: String, closesAt: Instant, _ context: Context
    ) -> Waiting {
        let last = context.language.day((closesAt - 1).local.day, seenOn: context.now.local.day)
        return Waiting(
            .promised, context.say("waiting.consultation", ["title": title]),
            why: context.say("waiting.consultation.why", ["until": last]),
            action: context.say("waiting.consultation.answer"), .consultation(consultation, of: project), context)
    }
}
