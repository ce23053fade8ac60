import Base
import SQLite
import Shell
import Shops

/// The deadline of a call, by the server's clock. It is a moment, so the two nights on which the clocks change need no
/// care here.
package enum Deadline {
    static let job = "pledges"

    static let dueJob = DueJob.scheduled(job) { run in
        let (publicID, now) = (run.object, run.now)
        try run.writeRepeatedly { db in
            try freeze(publicID, at: now, in: db)
            return false
        }
    }

    /// Makes the set of pledges final: stores what each shop owes, adds the shops to the project, and tells the people
    /// concerned. Does nothing before the deadline, for a cancelled call, and the second time.
    package static func freeze(_ publicID: String, at now: Instant, in db: Writer) throws {
        guard let call = try PledgeCall.find(publicID, in: db), call.frozenAt == nil, call.closesAt <= now,
            let state = try CallState(call, in: db), let project = try Project.find(call.project, in: db)
        else { return }
        let shares = state.shares
        // No shop is bound to a project that was withdrawn.
        let isReached = project.withdrawal == nil && (shares != nil || state.isPaidByGifts)
        try db.run(
            "UPDATE pledge_call SET frozen_at = ?2, reached = ?3 WHERE id = ?1 AND frozen_at IS NULL", call.id, now,
            isReached)
        try Audit.record(.callFrozen, project.publicID, by: nil, at: now, in: db)
        guard isReached else { return try fail(state, project, at: now, in: db) }
        let bound = state.pledges.compactMap { pledge -> (pledge: Pledge, cents: Int)? in
            if pledge.isRemoved { return nil }
            return pledge.terms.gift > 0
                ? (pledge, pledge.terms.gift) : shares?[pledge.code].map { (pledge, $0.cents) }
        }
        try Division.insert(
            bound.map { ($0.pledge.shop, $0.cents, $0.pledge.terms.gift > 0) }, total: shares?.total ?? 0, reason: "",
            of: call.id, by: nil, at: now, in: db)
        for (pledge, cents) in bound {
            try Participation.join(project.id, pledge.shop, by: pledge.member, at: now, in: db)
            try project.tell(.pledgeBound, shop: pledge.shop, cents: cents, by: nil, at: now, in: db)
        }
        let codes = Set(bound.map(\.pledge.code))
        for pledge in state.pledges where !codes.contains(pledge.code) && !pledge.isRemoved {
            try project.tell(.pledgeFree, shop: pledge.shop, cents: nil, by: nil, at: now, in: db)
        }
    }

    /// Not enough shops: none owes anything, and the key may change for another call. Sends no notice for a withdrawn
    /// project, because its page is closed.
    private static func fail(_ state: CallState, _ project: Project, at now: Instant, in db: Writer) throws {
        try ScenarioKey.thaw(state.call.scenario, in: db)
        guard project.withdrawal == nil else { return }
        for pledge in state.pledges where !pledge.isRemoved {
            try project.tell(.pledgesMissed, shop: pledge.shop, cents: nil, by: nil, at: now, in: db)
        }
        try project.tellLeadsOfPledges(.pledgesMissed, by: nil, at: now, in: db)
    }
}

extension Project {
    /// Tells the people of a shop; with an amount in cents, of what it owes.
    func tell(
        _ event: NoticeEvent, shop: Shop.ID, cents: Int?, by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try Notice.add(
            event, about: details.title, amount: cents.map { Money(cents: $0) }, .pledges(publicID),
            object: "pledge \(publicID) \(shop.rawValue)", for: .shop(shop.rawValue),
            to: try Member.people(ofShop: shop.rawValue, may: .represent, in: db), except: actor, at: now, in: db)
    }

    /// Tells the people of the shops that have pledged.
    func tellPledged(
        _ event: NoticeEvent, _ call: PledgeCall, by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        for pledge in try Pledge.all(in: call.id, db) where !pledge.isRemoved {
            try tell(event, shop: pledge.shop, cents: nil, by: actor, at: now, in: db)
        }
    }

    /// Tells those who lead it.
    func tellLeadsOfPledges(_ event: NoticeEvent, by actor: Member.ID?, at now: Instant, in db: Writer) throws {
        try Notice.add(
            event, about: details.title, .pledges(publicID), object: "pledges " + publicID,
            to: try leads(in: db), except: actor, at: now, in: db)
    }
}
