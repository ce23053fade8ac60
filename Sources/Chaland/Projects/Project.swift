import SQLite

/// A shared project.
struct Project: Sendable, Equatable {
    /// The row of a project; outside, `publicID` names it.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// How many projects the association shows to everybody.
    static func publicCount(in db: Reader) throws -> Int {
        try db.first("SELECT count(*) FROM project WHERE public_at IS NOT NULL AND withdrawn_at IS NULL") { $0.int(0) } ?? 0
    }
}
