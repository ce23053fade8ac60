/// The schema of a kind of file: its application id and its migrations.
public struct StorageSchema: Sendable {
    /// Identifies files of this program (`PRAGMA application_id`); not 0.
    public let applicationID: Int32
    /// Application ids of pre-releases. Their files are rejected with an error of their own.
    public let retiredIDs: Set<Int32>
    /// All migrations in order: versions 1, 2, 3…
    public let migrations: [Migration]

    /// A schema of `migrations`.
    public init(applicationID: Int32, retiredIDs: Set<Int32> = [], migrations: [Migration]) {
        precondition(applicationID != 0, "0 means no application id")
        precondition(migrations.map(\.version) == Array(1..<(migrations.count + 1)), "migrations are numbered 1, 2, 3…")
        self.applicationID = applicationID
        self.retiredIDs = retiredIDs
        self.migrations = migrations
    }

    /// The version after all migrations: `PRAGMA user_version`.
    public var version: Int { migrations.count }

    /// The error for a file with another application id.
    func refusal(of owner: Int, path: String) -> DatabaseError {
        retiredIDs.contains { Int($0) == owner } ? .preRelease(path: path) : .notThisProgram(path: path)
    }
}
