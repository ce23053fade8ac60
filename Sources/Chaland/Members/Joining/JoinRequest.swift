import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// A person who asks to join the association, by the form of the site or on paper.
struct JoinRequest: Sendable, Equatable {
    let id: Int
    let publicID: String
    let details: Details
    let sentAt: Instant
    let decision: Decision?

    /// The values of the form.
    struct Details: Sendable, Equatable {
        var name = ""
        var email: EmailAddress?
        var phone = ""
        /// Empty for a person without a shop.
        var shopName = ""
        var trade = ""
        var address = ""
        var category = MemberCategory.active
        var note = ""
    }

    /// Whether the board accepted it, and when.
    struct Decision: Sendable, Equatable {
        let at: Instant
        /// The name of the member who decided.
        let by: String?
        let isAccepted: Bool
        /// The public id of the new member; nil when they were refused, or erased since.
        let member: String?
    }

    /// Undecided requests are stored for a year, decided ones for ninety days.
    static let personalData = PersonalData(
        "joining", tables: ["join_request"], basis: .contract, persons: [.members], recipients: [.board],
        rules: [
            RetentionRule(
                "joinWaiting", table: "join_request", term: .days(365),
                sql: [
                    """
                    DELETE FROM join_request
                     WHERE id IN (SELECT id FROM join_request WHERE sent_at <= ?1 AND decided_at IS NULL
                                   ORDER BY sent_at LIMIT ?2)
                    """
                ]),
            RetentionRule(
                "joinDecided", table: "join_request", term: .days(90),
                sql: [
                    """
                    DELETE FROM join_request
                     WHERE id IN (SELECT id FROM join_request WHERE decided_at <= ?1 ORDER BY decided_at LIMIT ?2)
                    """
                ]),
        ],
        copies: [
            CopiedRows(
                "joinRequests", [.text("name"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT name, sent_at, decided_at FROM join_request WHERE member_id = ?1 ORDER BY id
                    """),
            CopiedRows(
                "joinRequestsDecided", [.moment("ended")],
                sql: "SELECT decided_at FROM join_request WHERE decided_by = ?1 ORDER BY id"),
        ],
        erasing: ["DELETE FROM join_request WHERE member_id = ?1"])

    private static let columns = """
        SELECT join_request.id, join_request.public_id, join_request.name, join_request.email, phone, shop_name, trade, address,
               category, note, sent_at, decided_at, decider.name, outcome = 'accepted', joined.public_id
          FROM join_request LEFT JOIN member AS decider ON decider.id = decided_by
          LEFT JOIN member AS joined ON joined.id = join_request.member_id
        """

    private init(row: Row) {
        (id, publicID) = (row.int(0), row.text(1))
        var details = Details(name: row.text(2), email: EmailAddress(typed: row.text(3)), phone: row.text(4))
        (details.shopName, details.trade, details.address) = (row.text(5), row.text(6), row.text(7))
        details.category = MemberCategory(rawValue: row.text(8)) ?? .active
        details.note = row.text(9)
        self.details = details
        sentAt = row.instant(10)
        let (by, isAccepted, member) = (row.optionalText(12), row.optionalInt(13) == 1, row.optionalText(14))
        decision = row.optionalInt(11).map {
            Decision(at: Instant(seconds: $0), by: by, isAccepted: isAccepted, member: member)
        }
    }

    /// The requests that wait, the oldest first. Index: `join_request_waiting`.
    static func waiting(in db: Reader) throws -> [JoinRequest] {
        try db.rows(
            "\(columns) WHERE decided_at IS NULL AND sent_at > 0 ORDER BY sent_at, join_request.id LIMIT ?1",
            SiteLimits.joinRequests
        ) { JoinRequest(row: $0) }
    }

    /// The last decided ones, the latest first. Index: `join_request_decided`.
    static func decided(in db: Reader) throws -> [JoinRequest] {
        try db.rows(
            "\(columns) WHERE decided_at > 0 ORDER BY decided_at DESC, join_request.id DESC LIMIT 20"
        ) { JoinRequest(row: $0) }
    }

    /// How many wait, and when the oldest was sent; nil when none waits.
    static func waitingCount(in db: Reader) throws -> (count: Int, oldest: Instant?) {
        try db.first("SELECT count(*), min(sent_at) FROM join_request WHERE decided_at IS NULL AND sent_at > 0") {
            row in
            (row.int(0), row.optionalInstant(1))
        } ?? (0, nil)
    }

    /// The request with a public id; nil when there is none.
    static func find(_ publicID: String, in db: Reader) throws -> JoinRequest? {
        try db.first("\(columns) WHERE join_request.public_id = ?1", publicID) { JoinRequest(row: $0) }
    }
}

extension JoinRequest {
    /// Stores a request. Does nothing for an id that exists: the form was sent twice.
    /// - Returns: false when too many wait.
    static func insert(_ details: Details, publicID: String, at now: Instant, in db: Writer) throws -> Bool {
        if try waitingCount(in: db).count >= SiteLimits.joinRequests { return false }
        try db.run(
            """
            INSERT INTO join_request
                   (public_id, name, email, phone, shop_name, trade, address, category, note, sent_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (public_id) DO NOTHING
            """, publicID, details.name, details.email?.text ?? "", details.phone, details.shopName, details.trade,
            details.address, details.category.rawValue, details.note, now)
        return true
    }

    /// Accepts it: the person becomes a member of this category, with an account; with `shop`, their shop is added to
    /// the directory and they run it. If a member already has the e-mail address, no second one is added.
    /// - Returns: the member’s public id.
    /// - Throws: `Failure.conflict` when it was decided meanwhile, or when that member’s access has ended.
    func accept(
        as category: MemberCategory, shop: Bool, by actor: Member.ID, at now: Instant, letters: () -> String,
        in db: Writer
    ) throws -> String {
        let member = try account(at: now, in: db)
        try decide("accepted", member: member, by: actor, at: now, in: db)
        try Membership.set(category, of: .person(member), by: actor, at: now, in: db)
        if shop, !details.shopName.isEmpty {
            var new = ShopDetails(name: details.shopName, trade: details.trade)
            new.address = details.address
            let author = ShopAuthor(member: actor, at: now, source: .form)
            let id = try new.insert(code: letters, by: author, in: db)
            try TeamRights(runs: true).give(to: member, at: id.scope, by: actor, at: now, in: db)
            try Membership.set(category, of: .shop(id.rawValue), by: actor, at: now, in: db)
        }
        return try db.first("SELECT public_id FROM member WHERE id = ?1", member) { $0.text(0) } ?? ""
    }

    /// The member who has their address, or a new one. An access that has ended is not restored here, since its offices
    /// would come back with it.
    private func account(at now: Instant, in db: Writer) throws -> Member.ID {
        if let email = details.email, let known = try Member.owner(of: email, in: db) {
            guard known.hasAccess else { throw Failure.conflict }
            return known.id
        }
        return try Member.insert(name: details.name, email: details.email, passwordHash: nil, at: now, in: db)
    }

    /// Refuses it.
    func refuse(by actor: Member.ID, at now: Instant, in db: Writer) throws {
        try decide("refused", member: nil, by: actor, at: now, in: db)
    }

    private func decide(
        _ outcome: String, member: Member.ID?, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let changed = try db.run(
            """
            UPDATE join_request SET decided_at = ?2, decided_by = ?3, outcome = ?4, member_id = ?5
             WHERE id = ?1 AND decided_at IS NULL
            """, id, now, actor, outcome, member)
        guard changed == 1 else { throw Failure.conflict }
        try Audit.record(
            outcome == "accepted" ? .joinAccepted : .joinRefused, publicID, by: actor, at: now, in: db)
    }

    /// Takes a refusal back; does nothing to an accepted request.
    func reopen(by actor: Member.ID, at now: Instant, in db: Writer) throws {
        let changed = try db.run(
            """
            UPDATE join_request SET decided_at = NULL, decided_by = NULL, outcome = NULL
             WHERE id = ?1 AND outcome = 'refused'
            """, id)
        if changed == 1 { try Audit.record(.joinReopened, publicID, by: actor, at: now, in: db) }
    }
}
