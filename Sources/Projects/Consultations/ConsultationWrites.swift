import Base
import SQLite
import Shell
import Shops

/// A consultation as it is opened.
package struct NewConsultation: Sendable {
    let mode: Consultation.Mode
    let isHidden: Bool
    /// All shops of the association with a person who speaks for them; otherwise those that take part.
    let asksAll: Bool
    /// The last day on which an answer is taken.
    let until: Day

    package init(mode: Consultation.Mode, isHidden: Bool = false, asksAll: Bool = false, until: Day) {
        (self.mode, self.isHidden, self.asksAll, self.until) = (mode, isHidden, asksAll, until)
    }

    /// Opens it, with the scenarios and the shops of this moment: both stay as they are until its end.
    /// - Returns: its public id, or that of the one that is open already.
    /// - Throws: `notFound` when the project was withdrawn; `conflict` without a scenario or a shop to ask, or when its
    ///   end is over.
    package func open(
        publicID: String, for project: Project, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> String {
        guard let current = try Project.find(project.id, in: db), current.withdrawal == nil else {
            throw Failure.notFound
        }
        if let open = try Consultation.open(of: project.id, at: now, in: db) { return open.publicID }
        // One whose end has come, but whose due work has not run.
        try Consultation.latest(of: project.id, in: db)?.settle(at: now, in: db)
        let closesAt = LocalTime(day: until.adding(days: 1), minute: 0).instant
        let scenarios = try Scenario.all(of: project.id, in: db)
        let shops = try asked(for: project.id, in: db)
        guard closesAt > now, scenarios.count >= (mode == .choose ? 2 : 1), !shops.isEmpty else {
            throw Failure.conflict
        }
        try db.run(
            """
            INSERT INTO consultation (public_id, project_id, mode, is_hidden, opened_by, opened_at, closes_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, publicID, project.id, mode.rawValue, isHidden, member, now, closesAt)
        let id = Consultation.ID(rawValue: Int(db.lastInsertedID))
        for scenario in scenarios {
            try db.run(
                "INSERT INTO consultation_option (consultation_id, scenario_id, version) VALUES (?1, ?2, ?3)", id,
                scenario.id, scenario.version)
        }
        for shop in shops {
            try db.run("INSERT INTO consultation_shop (consultation_id, shop_id) VALUES (?1, ?2)", id, shop)
        }
        guard let made = try Consultation.find(publicID, in: db) else { throw Failure.conflict }
        try made.schedule(at: now, in: db)
        try made.tell(.consultationOpened, try made.people(in: db), by: member, at: now, in: db)
        return publicID
    }

    /// The shops it asks: those whose category may vote, with a person who can answer.
    private func asked(for project: Project.ID, in db: Reader) throws -> [Int] {
        let shops =
            asksAll
            ? try db.rows("SELECT id FROM shop WHERE removed_at IS NULL ORDER BY id") { $0.int(0) }
            : try Participation.current(in: project, db).map(\.shop.rawValue)
        let silent = try MemberCategory.shops(without: .voice, in: db)
        return try shops.filter {
            try !silent.contains($0) && !Member.people(ofShop: $0, may: .represent, in: db).isEmpty
        }
    }
}

extension Consultation {
    /// Records the vote of a shop in place of its earlier one.
    /// - Parameter chosen: scenarios it asks about; empty for none of them.
    /// - Throws: `over` when its end has come, `notFound` when the shop is not asked, `conflict` for a scenario it does
    ///   not ask about, or for several when one is to be chosen.
    package func answer(
        _ chosen: Set<Scenario.ID>, of shop: Int, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        guard let current = try Consultation.find(publicID, in: db), current.isOpen(at: now) else { throw Failure.over }
        guard chosen.isSubset(of: try options(in: db).map(\.id)), mode == .approve || chosen.count <= 1 else {
            throw Failure.conflict
        }
        let changed = try db.run(
            """
            UPDATE consultation_shop SET answered_at = ?3, answered_by = ?4
             WHERE consultation_id = ?1 AND shop_id = ?2
            """, id, shop, now, member)
        guard changed == 1 else { throw Failure.notFound }
        try db.run("DELETE FROM consultation_voice WHERE consultation_id = ?1 AND shop_id = ?2", id, shop)
        for scenario in chosen {
            try db.run(
                "INSERT INTO consultation_voice (consultation_id, shop_id, scenario_id) VALUES (?1, ?2, ?3)", id, shop,
                scenario)
        }
    }

    /// Ends it without results; no change after its end or when it is cancelled already.
    package func cancel(by member: Member.ID, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE consultation SET cancelled_at = ?2, cancelled_by = ?3
             WHERE id = ?1 AND cancelled_at IS NULL AND closes_at > ?2
            """, id, now, member)
        if changed == 1 { try tell(.consultationCancelled, try people(in: db), by: member, at: now, in: db) }
    }

    /// Takes answers again, and tells those who may answer.
    /// - Returns: false when it was not cancelled.
    /// - Throws: `over` when its end has come or another one was opened meanwhile; `conflict` when a scenario it asks
    ///   about was changed or removed since its opening: the answers are about another text.
    func resume(by member: Member.ID, at now: Instant, in db: Writer) throws -> Bool {
        guard let current = try Consultation.find(publicID, in: db), current.cancelledAt != nil else { return false }
        guard now < closesAt else { throw Failure.over }
        if let other = try Consultation.latest(of: project, in: db) {
            guard other.id.rawValue < id.rawValue, !other.isOpen(at: now) else { throw Failure.over }
            try other.settle(at: now, in: db)
        }
        guard try isUnchanged(in: db) else { throw Failure.conflict }
        try db.run("UPDATE consultation SET cancelled_at = NULL, cancelled_by = NULL WHERE id = ?1", id)
        try schedule(at: now, in: db)
        try tell(.consultationOpened, try people(in: db), by: member, at: now, in: db)
        return true
    }

    /// Whether the scenarios it asks about are as they were when it was opened.
    private func isUnchanged(in db: Reader) throws -> Bool {
        let changed = try db.first(
            """
            SELECT 1 FROM consultation_option JOIN scenario ON scenario.id = scenario_id
             WHERE consultation_id = ?1 AND (scenario.version <> consultation_option.version OR removed_at IS NOT NULL)
            """, id
        ) { _ in true }
        return changed == nil
    }

    /// Handles its end, once: if one scenario has the most votes, it is chosen, and the people of the shops and the
    /// leads are told. Does nothing before the end.
    package func settle(at now: Instant, in db: Writer) throws {
        guard cancelledAt == nil, now >= closesAt else { return }
        let isFirst = try db.run(
            "UPDATE consultation SET counted_at = ?2 WHERE id = ?1 AND counted_at IS NULL", id, now)
        guard isFirst == 1, let project = try Project.find(project, in: db), project.withdrawal == nil else { return }
        let results = try results(at: now, in: db) ?? [:]
        let most = results.values.max() ?? 0
        let first = results.filter { $0.value == most }.map(\.key)
        if first.count == 1, let scenario = try Scenario.find(first[0], in: db) {
            try scenario.choose(by: nil, reason: "", at: now, in: db)
            try Audit.record(.scenarioChosen, project.publicID, by: nil, at: now, in: db)
        }
        let people = try people(in: db)
        let others = people.contains(project.proposer.member) ? [] : [project.proposer.member]
        try tell(.consultationEnded, people + others, by: nil, at: now, in: db)
    }

    /// Reminds the people of the shops that have not answered, once.
    func remind(at now: Instant, in db: Writer) throws {
        guard isOpen(at: now), try Project.find(project, in: db)?.withdrawal == nil else { return }
        let isFirst = try db.run(
            "UPDATE consultation SET reminded_at = ?2 WHERE id = ?1 AND reminded_at IS NULL", id, now)
        guard isFirst == 1 else { return }
        let people = try people(where: "AND answered_at IS NULL", in: db)
        try tell(.consultationReminder, people, by: nil, at: now, in: db)
    }

    /// The members who can answer for the shops asked.
    fileprivate func people(where condition: String = "", in db: Reader) throws -> [Member.ID] {
        let shops = try db.rows(
            "SELECT shop_id FROM consultation_shop WHERE consultation_id = ?1 \(condition) ORDER BY shop_id", id
        ) { $0.int(0) }
        var seen: Set<Member.ID> = []
        return try shops.flatMap { try Member.people(ofShop: $0, may: .represent, in: db) }
            .filter { seen.insert($0).inserted }
    }

    fileprivate func tell(
        _ event: NoticeEvent, _ members: [Member.ID], by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        guard let project = try Project.find(project, in: db) else { return }
        try Notice.add(
            event, about: project.details.title, .consultation(publicID, of: project.publicID),
            object: "consultation " + publicID, to: members, except: actor, at: now, in: db)
    }
}
