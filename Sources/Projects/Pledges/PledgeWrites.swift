import Base
import SQLite
import Shell
import Shops

/// Why a pledge is not taken.
enum PledgeRefusal: Error, Equatable {
    /// The deadline has passed, or the call was cancelled.
    case closed
    /// The shop is not asked by the key.
    case notAsked
    /// It has not declared what the key needs.
    case undeclared
    /// This key takes no conditions.
    case noConditions
    /// The gifts would exceed what is missing, in cents.
    case giftTooLarge(Int)
}

extension PledgeCall {
    /// Opens a call, fixes the key and schedules the deadline.
    /// - Returns: the public id; after a second click, that of the call that was opened first.
    /// - Throws: `conflict` when another call is open or has been met, or when the scenario has no key or was removed.
    package static func open(
        _ terms: CallTerms, for scenario: Scenario.ID, of project: Project.ID, publicID: String, by member: Member.ID,
        at now: Instant, in db: Writer
    ) throws -> String {
        guard let key = try ScenarioKey.of(scenario, in: db), try Scenario.find(scenario, in: db)?.removal == nil else {
            throw Failure.conflict
        }
        let terms = key.key.rule.isPriced ? terms.withoutTotal : terms
        if let current = try latest(of: project, in: db), current.frozenAt == nil || current.isReached {
            guard current.terms == terms, current.scenario == scenario else { throw Failure.conflict }
            return current.publicID
        }
        try db.run(
            """
            INSERT INTO pledge_call (public_id, project_id, scenario_id, total_cents, least_shops, least_cents, opened_by,
                                     opened_at, closes_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """, publicID, project, scenario, terms.total, terms.leastShops, terms.leastCents, member, now,
            terms.closesAt)
        try key.freeze(at: now, in: db)
        try DueWork.schedule(Deadline.job, publicID, at: terms.closesAt, key: publicID, in: db)
        return publicID
    }

    /// Cancels an open call: no shop is bound. `conflict` after the deadline.
    func cancel(by member: Member.ID, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE pledge_call SET cancelled_at = ?2, cancelled_by = ?3
             WHERE id = ?1 AND cancelled_at IS NULL AND frozen_at IS NULL AND closes_at > ?2
            """, id, now, member)
        guard changed == 1 else { throw Failure.conflict }
        try DueWork.cancel(Deadline.job, publicID, in: db)
        try ScenarioKey.thaw(scenario, in: db)
    }

    /// Opens a cancelled call again with its pledges. `conflict` when its deadline has passed, another call was opened,
    /// or the key or the scenario changed meanwhile: the pledges were made to the earlier ones.
    static func restore(_ publicID: String, of project: Project.ID, at now: Instant, in db: Writer) throws -> PledgeCall
    {
        if let current = try latest(of: project, in: db), current.frozenAt == nil || current.isReached {
            throw Failure.conflict
        }
        let changed = try db.run(
            """
            UPDATE pledge_call SET cancelled_at = NULL, cancelled_by = NULL
             WHERE public_id = ?1 AND project_id = ?2 AND cancelled_at IS NOT NULL AND closes_at > ?3
               AND EXISTS (SELECT 1 FROM distribution_key WHERE distribution_key.scenario_id = pledge_call.scenario_id
                              AND chosen_at <= opened_at)
               AND EXISTS (SELECT 1 FROM scenario WHERE scenario.id = pledge_call.scenario_id AND removed_at IS NULL
                              AND changed_at <= opened_at)
               AND NOT EXISTS (SELECT 1 FROM pledge_call AS later WHERE later.project_id = ?2
                                  AND later.id > pledge_call.id AND later.cancelled_at IS NULL)
            """, publicID, project, now)
        guard changed == 1, let call = try find(publicID, in: db) else { throw Failure.conflict }
        try ScenarioKey.of(call.scenario, in: db)?.freeze(at: now, in: db)
        try DueWork.schedule(Deadline.job, publicID, at: call.closesAt, key: publicID, in: db)
        return call
    }

    /// Pledges for a shop, in place of what it pledged before.
    /// - Parameter now: the server's clock inside the write: a pledge that waited past the deadline is refused.
    /// - Returns: false when the shop has made exactly this pledge already: nothing is written.
    /// - Throws: `PledgeRefusal`.
    @discardableResult package func pledge(
        _ terms: PledgeTerms, for shop: Shop.ID, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> Bool {
        let current = try PledgeCall.find(publicID, in: db)
        guard let current, current.isOpen(at: now), let state = try CallState(current, in: db) else {
            throw PledgeRefusal.closed
        }
        if terms.gift > 0 {
            let others = state.pledges.filter { $0.shop != shop && !$0.isRemoved }.reduce(0) { $0 + $1.terms.gift }
            let room = state.key.key.rule.isPriced ? Int.max : current.terms.total - others
            guard terms.gift <= room else { throw PledgeRefusal.giftTooLarge(max(0, room)) }
        } else {
            guard let asked = state.key.present.first(where: { $0.id == shop }) else { throw PledgeRefusal.notAsked }
            guard state.key.asked(asked, totals: state.key.totals) != nil else { throw PledgeRefusal.undeclared }
            guard !terms.hasConditions || state.key.key.rule.allowsConditions else {
                throw PledgeRefusal.noConditions
            }
        }
        if state.pledges.contains(where: { $0.shop == shop && $0.terms == terms }) { return false }
        try withdraw(shop, at: now, in: db)
        try db.run(
            """
            INSERT INTO pledge (call_id, shop_id, member_id, least_shops, most_cents, gift_cents, pledged_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, id, shop, member, terms.leastShops, terms.mostCents, terms.gift, now)
        return true
    }

    /// Withdraws the pledge of a shop. Throws `PledgeRefusal.closed` after the deadline.
    /// - Returns: false when there was none.
    func takeBack(_ shop: Shop.ID, at now: Instant, in db: Writer) throws -> Bool {
        guard try PledgeCall.find(publicID, in: db)?.isOpen(at: now) == true else { throw PledgeRefusal.closed }
        return try withdraw(shop, at: now, in: db)
    }

    @discardableResult
    fileprivate func withdraw(_ shop: Shop.ID, at now: Instant, in db: Writer) throws -> Bool {
        try db.run(
            "UPDATE pledge SET withdrawn_at = ?3 WHERE call_id = ?1 AND shop_id = ?2 AND withdrawn_at IS NULL", id,
            shop, now) == 1
    }

    /// A shop asks to leave after the deadline; nil takes the request back. `conflict` when it has left meanwhile.
    func askToLeave(_ shop: Shop.ID, reason: String?, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE pledge SET leaving_asked_at = ?3, leaving_reason = ?4
             WHERE call_id = ?1 AND shop_id = ?2 AND withdrawn_at IS NULL
            """, id, shop, reason == nil ? nil : now, reason ?? "")
        guard changed == 1 else { throw Failure.conflict }
    }
}

extension PledgeCall {
    /// A shop leaves after the deadline, with the consent of the leads.
    func leave(_ shop: Shop.ID, at now: Instant, in db: Writer) throws { try withdraw(shop, at: now, in: db) }
}
