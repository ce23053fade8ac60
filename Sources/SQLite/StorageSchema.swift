/// The schema of one kind of file: the mark such files carry, and the steps that make them.
public struct StorageSchema: Sendable {
    /// Marks the files of this program (`PRAGMA application_id`); not 0.
    public let applicationID: Int32
    /// Marks of files that pre-releases of the program made: told apart from those of other programs, and refused too.
    public let retiredIDs: Set<Int32>
    /// Every change of the schema, in order: versions 1, 2, 3…
    public let migrations: [Migration]

    /// A schema of `migrations`.
    public init(applicationID: Int32, retiredIDs: Set<Int32> = [], migrations: [Migration]) {
        precondition(applicationID != 0, "0 is the mark of files without one")
        precondition(migrations.map(\.version) == Array(1..<(migrations.count + 1)), "migrations are numbered 1, 2, 3…")
        self.applicationID = applicationID
        self.retiredIDs = retiredIDs
        self.migrations = migrations
    }

    /// The version all its migrations lead to: `PRAGMA user_version`.
    public var version: Int { migrations.count }

    /// Why a file with another mark is refused.
    func refusal(of owner: Int, path: String) -> DatabaseError {
        retiredIDs.contains { Int($0) == owner } ? .preRelease(path: path) : .notThisProgram(path: path)
    }
}
