import Base
import SQLite
import Shell

/// A request of a person about their data (RGPD, art. 15 to 21), to be answered within one month (art. 12(3)).
struct DataRequest: Sendable, Equatable {
    /// Which right they exercise.
    enum Kind: String, Sendable, CaseIterable, Bindable {
        case access, rectification, erasure, objection
    }

    let publicID: String
    let kind: Kind
    let name: String
    /// An e-mail address or a telephone number, as typed.
    let contact: String
    let words: String
    let receivedAt: Instant
    let closedAt: Instant?

    /// The last day to answer.
    var dueOn: Day { receivedAt.local.day.adding(months: 1) }
}

extension DataRequest {
    private static let columns = "public_id, kind, name, contact, words, received_at, closed_at"

    private init?(row: Row) {
        guard let kind = Kind(rawValue: row.text(1)) else { return nil }
        self.init(
            publicID: row.text(0), kind: kind, name: row.text(2), contact: row.text(3), words: row.text(4),
            receivedAt: row.instant(5), closedAt: row.optionalInstant(6))
    }

    /// The requests that wait, the oldest first.
    static func waiting(in db: Reader) throws -> [DataRequest] {
        try db.rows(
            """
            SELECT \(columns) FROM data_request WHERE closed_at IS NULL AND received_at > 0
             ORDER BY received_at LIMIT ?1
            """, SiteLimits.binRows, decode: DataRequest.init(row:)
        ).compactMap(\.self)
    }

    /// The requests that were closed last, the latest first.
    static func closed(in db: Reader) throws -> [DataRequest] {
        try db.rows(
            "SELECT \(columns) FROM data_request WHERE closed_at > 0 ORDER BY closed_at DESC LIMIT ?1",
            SiteLimits.binRows, decode: DataRequest.init(row:)
        ).compactMap(\.self)
    }

    /// Stores a request. The same one again within ten minutes is stored once.
    /// - Returns: whether it is new.
    /// - Throws: `Failure.tooMany` while `SiteLimits.dataRequests` wait.
    func insert(from member: Member.ID?, in db: Writer) throws -> Bool {
        let waiting = try db.first("SELECT count(*) FROM data_request WHERE closed_at IS NULL AND received_at > 0") {
            $0.int(0)
        }
        guard (waiting ?? 0) < SiteLimits.dataRequests else { throw Failure.tooMany(seconds: .hours(1)) }
        return try db.run(
            """
            INSERT INTO data_request (public_id, kind, name, contact, words, member_id, received_at)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
             WHERE NOT EXISTS (SELECT 1 FROM data_request WHERE received_at > ?8 AND closed_at IS NULL AND kind = ?2
                                AND name = ?3 AND contact = ?4 AND words = ?5)
            """, publicID, kind, name, contact, words, member, receivedAt, receivedAt - SiteLimits.sameProposal) == 1
    }

    /// Closes a request that waits.
    /// - Returns: false when none of this id waits.
    static func close(_ publicID: String, by member: Member.ID, at now: Instant, in db: Writer) throws -> Bool {
        try db.run(
            "UPDATE data_request SET closed_at = ?2, closed_by = ?3 WHERE public_id = ?1 AND closed_at IS NULL",
            publicID, now, member) == 1
    }

    /// Reopens a closed request.
    /// - Returns: false when none of this id is closed.
    static func reopen(_ publicID: String, in db: Writer) throws -> Bool {
        try db.run(
            "UPDATE data_request SET closed_at = NULL, closed_by = NULL WHERE public_id = ?1 AND closed_at IS NOT NULL",
            publicID) == 1
    }

    /// A year after the answer, to show that it was given.
    static let personalData = PersonalData(
        "requests", tables: ["data_request"], basis: .legalObligation, persons: [.visitors, .authors, .members],
        recipients: [.presidency],
        rules: [
            RetentionRule(
                "requests", table: "data_request", term: .days(365),
                sql: [
                    """
                    DELETE FROM data_request
                     WHERE id IN (SELECT id FROM data_request
                                   WHERE closed_at IS NOT NULL AND closed_at <= ?1 ORDER BY closed_at LIMIT ?2)
                    """
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "requests",
                [.word("what", "request.kind."), .text("name"), .text("text"), .moment("when"), .moment("ended")],
                sql: """
                    SELECT kind, name, words, received_at, closed_at FROM data_request WHERE member_id = ?1 ORDER BY id
                    """),
            CopiedRows(
                "requestsClosed", [.moment("when")],
                sql: "SELECT closed_at FROM data_request WHERE closed_by = ?1 ORDER BY id"),
        ],
        erasing: ["UPDATE data_request SET member_id = NULL WHERE member_id = ?1"])
}
