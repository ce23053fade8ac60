import Base
import SQLite
import Shell
import Shops

/// A call for pledges to a scenario.
package struct PledgeCall: Sendable, Equatable {
    /// The row id of a call. Addresses use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable, Bindable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    let id: ID
    let publicID: String
    let project: Project.ID
    let scenario: Scenario.ID
    let terms: CallTerms
    let openedAt: Instant
    /// When the deadline was handled; nil before.
    let frozenAt: Instant?
    /// Whether enough shops had pledged by then.
    let isReached: Bool

    var closesAt: Instant { terms.closesAt }

    /// Whether a pledge is taken at this moment.
    func isOpen(at now: Instant) -> Bool { frozenAt == nil && now < closesAt }

    private static let selection = """
        SELECT id, public_id, project_id, scenario_id, total_cents, least_shops, least_cents, closes_at, opened_at,
               frozen_at, reached
          FROM pledge_call
        """

    private init(row: Row) {
        (id, publicID) = (ID(rawValue: row.int(0)), row.text(1))
        (project, scenario) = (Project.ID(rawValue: row.int(2)), Scenario.ID(rawValue: row.int(3)))
        terms = CallTerms(
            total: row.cents(4), leastShops: row.optionalMeasure(5) ?? 0, leastCents: row.cents(6),
            closesAt: row.instant(7))
        (openedAt, frozenAt) = (
            row.instant(8), row.optionalInstant(9)
        )
        isReached = row.bool(10)
    }

    /// The latest call of a project that was not cancelled; nil without one. Index: `pledge_call_by_project`.
    package static func latest(of project: Project.ID, in db: Reader) throws -> PledgeCall? {
        try db.first(
            "\(selection) WHERE project_id = ?1 AND cancelled_at IS NULL ORDER BY id DESC LIMIT 1", project,
            decode: PledgeCall.init(row:))
    }

    /// Whether a call of this scenario is open or was met: the scenario cannot change then. Index:
    /// `pledge_call_by_scenario`.
    static func binds(_ scenario: Scenario.ID, in db: Reader) throws -> Bool {
        try db.first(
            """
            SELECT 1 FROM pledge_call
             WHERE scenario_id = ?1 AND cancelled_at IS NULL AND (frozen_at IS NULL OR reached = 1)
            """, scenario
        ) { _ in true } ?? false
    }

    /// Whether tiers are settled: a call of this scenario is past its deadline, or was met. Index:
    /// `pledge_call_by_scenario`.
    static func isOver(for scenario: Scenario.ID, at now: Instant, in db: Reader) throws -> Bool {
        try db.first(
            """
            SELECT 1 FROM pledge_call
             WHERE scenario_id = ?1 AND cancelled_at IS NULL
               AND (reached = 1 OR (frozen_at IS NULL AND closes_at <= ?2))
            """, scenario, now
        ) { _ in true } ?? false
    }

    static func find(_ publicID: String, in db: Reader) throws -> PledgeCall? {
        try db.first(
            "\(selection) WHERE public_id = ?1 AND cancelled_at IS NULL", publicID, decode: PledgeCall.init(row:))
    }
}

/// What a call asks for. Amounts in cents.
package struct CallTerms: Sendable, Equatable {
    /// The amount that the shops divide, less gifts; 0 with tiers.
    let total: Int
    /// Below these no shop is bound.
    let leastShops: Int
    let leastCents: Int
    let closesAt: Instant

    package init(total: Int, leastShops: Int = 0, leastCents: Int = 0, closesAt: Instant) {
        (self.total, self.leastShops, self.leastCents, self.closesAt) = (total, leastShops, leastCents, closesAt)
    }
}

extension CallTerms {
    /// Without a total: with tiers the sum follows from the shops that take part.
    var withoutTotal: CallTerms {
        CallTerms(total: 0, leastShops: leastShops, leastCents: leastCents, closesAt: closesAt)
    }
}

/// What a shop pledges: its share, perhaps on conditions, or a gift. Amounts in cents.
package struct PledgeTerms: Sendable, Equatable {
    var leastShops: Int?
    var mostCents: Int?
    /// A gift is income: it has no conditions and no share.
    var gift = 0

    package init(leastShops: Int? = nil, mostCents: Int? = nil, gift: Int = 0) {
        (self.leastShops, self.mostCents, self.gift) = (leastShops, mostCents, gift)
    }

    var hasConditions: Bool { leastShops != nil || mostCents != nil }
}

/// The pledge of a shop.
struct Pledge: Sendable, Equatable {
    let shop: Shop.ID
    let code: String
    let name: String
    /// Who pledged.
    let member: Member.ID
    let terms: PledgeTerms
    let pledgedAt: Instant
    /// Since when it asks to leave, after the deadline, and why.
    let leavingAskedAt: Instant?
    let leavingReason: String
    /// Removed from the directory since.
    let isRemoved: Bool

    /// The pledges of a call that were not withdrawn, in the order they were made. Index: `pledge_current`.
    static func all(in call: PledgeCall.ID, _ db: Reader) throws -> [Pledge] {
        try db.rows(
            """
            SELECT shop.id, shop.code, shop.name, least_shops, most_cents, gift_cents, pledged_at, leaving_asked_at,
                   leaving_reason, shop.removed_at IS NOT NULL, member_id
              FROM pledge JOIN shop ON shop.id = pledge.shop_id
             WHERE call_id = ?1 AND withdrawn_at IS NULL ORDER BY pledge.id
            """, call
        ) { row in
            Pledge(
                shop: Shop.ID(rawValue: row.int(0)), code: row.text(1), name: row.text(2),
                member: Member.ID(rawValue: row.int(10)),
                terms: PledgeTerms(
                    leastShops: row.optionalMeasure(3), mostCents: row.optionalCents(4), gift: row.cents(5)),
                pledgedAt: row.instant(6),
                leavingAskedAt: row.optionalInstant(7), leavingReason: row.text(8),
                isRemoved: row.bool(9))
        }
    }
}
