import Base
import SQLite
import Shell
import Shops

/// What each shop owes after the deadline of a call. The latest division applies; the earlier ones show what changed.
package struct Division: Sendable, Equatable {
    /// What a shop owes.
    package struct Share: Sendable, Equatable {
        package let shop: Shop.ID
        let code: String
        let name: String
        /// In cents.
        package let cents: Int
        let isGift: Bool
    }

    let id: Int
    /// In cents, without gifts.
    let total: Int
    /// Why it was divided anew; empty at the deadline.
    let reason: String
    let decidedAt: Instant
    /// By name.
    package let shares: [Share]

    /// What a shop owes; nil for a shop that owes nothing.
    package subscript(shop: Shop.ID) -> Share? { shares.first { $0.shop == shop } }

    /// The divisions of a call, the latest first. Index: `division_by_call`.
    package static func all(of call: PledgeCall.ID, atMost: Int = 50, in db: Reader) throws -> [Division] {
        let found = try db.rows(
            """
            SELECT id, total_cents, reason, decided_at FROM division WHERE call_id = ?1 ORDER BY id DESC LIMIT ?2
            """, call, atMost
        ) { (id: $0.int(0), total: $0.cents(1), reason: $0.text(2), at: $0.instant(3)) }
        return try found.map { row in
            Division(
                id: row.id, total: row.total, reason: row.reason, decidedAt: row.at,
                shares: try shares(of: row.id, in: db))
        }
    }

    /// The division that applies; nil before the deadline. Index: `division_by_call`.
    package static func latest(of call: PledgeCall.ID, in db: Reader) throws -> Division? {
        try all(of: call, atMost: 1, in: db).first
    }

    /// Whether a shop owes something for a project.
    static func binds(_ shop: Shop.ID, to project: Project.ID, in db: Reader) throws -> Bool {
        guard let call = try PledgeCall.latest(of: project, in: db), call.isReached else { return false }
        return try latest(of: call.id, in: db)?[shop] != nil
    }

    private static func shares(of division: Int, in db: Reader) throws -> [Share] {
        try db.rows(
            """
            SELECT shop.id, shop.code, shop.name, cents, is_gift
              FROM division_share JOIN shop ON shop.id = division_share.shop_id
             WHERE division_id = ?1 ORDER BY shop.name_key, shop.id
            """, division
        ) { row in
            Share(
                shop: Shop.ID(rawValue: row.int(0)), code: row.text(1), name: row.text(2), cents: row.cents(3),
                isGift: row.bool(4))
        }
    }

    /// Stores what each shop owes from now on.
    static func insert(
        _ shares: [(shop: Shop.ID, cents: Int, isGift: Bool)], total: Int, reason: String, of call: PledgeCall.ID,
        by member: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            "INSERT INTO division (call_id, total_cents, reason, decided_by, decided_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            call, total, reason, member, now)
        let id = Int(db.lastInsertedID)
        for share in shares {
            try db.run(
                "INSERT INTO division_share (division_id, shop_id, cents, is_gift) VALUES (?1, ?2, ?3, ?4)", id,
                share.shop, share.cents, share.isGift)
        }
    }
}

/// A change of what is owed after the deadline: a shop leaves, or the total changes.
struct Redivision: Sendable {
    let before: Division
    /// In cents, without gifts.
    let total: Int
    /// All shops that stay, gifts included, by name.
    let shares: [(share: Division.Share, cents: Int)]

    /// Divides anew among the shops of the last division. A shop that was removed from the directory since stays in it.
    /// - Parameters:
    ///   - total: in cents, without gifts; nil leaves it as it is. The gift of a shop that leaves is added to it.
    ///   - leaver: the shop that leaves.
    /// - Throws: `OutOfReach` when the others cannot pay the total.
    init(_ before: Division, _ key: ScenarioKey, total: Int? = nil, without leaver: Shop.ID? = nil) throws(OutOfReach) {
        self.before = before
        let staying = before.shares.filter { $0.shop != leaver }
        let lostGift = before.shares.first { $0.shop == leaver && $0.isGift }?.cents ?? 0
        let sum = (total ?? before.total) + lostGift
        let paying = staying.filter { !$0.isGift }
        var cents: [String: Int] = [:]
        if key.key.rule.isPriced {
            for share in paying { cents[share.code] = share.cents }
        } else {
            let totals = key.totals
            let asked = paying.compactMap { share in key.shop(share.code).flatMap { key.asked($0, totals: totals) } }
            for share in try key.shares(sum, among: asked).get().all { cents[share.shop.code] = share.cents }
        }
        shares = staying.map { ($0, $0.isGift ? $0.cents : cents[$0.code] ?? $0.cents) }
        self.total = key.key.rule.isPriced ? paying.reduce(0) { $0 + $1.cents } : sum
    }

    /// Stores it and tells each shop what it owes now.
    func save(
        reason: String, of call: PledgeCall, project: Project, by member: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try Division.insert(
            shares.map { ($0.share.shop, $0.cents, $0.share.isGift) }, total: total, reason: reason, of: call.id,
            by: member, at: now, in: db)
        for (share, cents) in shares where cents != share.cents {
            try project.tell(.shareChanged, shop: share.shop, cents: cents, by: member, at: now, in: db)
        }
    }
}
