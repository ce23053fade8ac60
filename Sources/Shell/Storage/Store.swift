import SQLite
import Schema

/// The association's file as this program opens it.
public enum Store {
    /// Says that a SQLite file is ours: «Chal» in the header (https://www.sqlite.org/fileformat2.html#application_id).
    public static let applicationID: Int32 = 0x4368_616C

    /// Every change of the schema, in order.
    public static let migrations = Schema.migrations

    /// Opens or makes the file and brings its schema up to date.
    /// - Parameters:
    ///   - configuration: sizes and limits, such as more memory for pages where very many are about to be written.
    ///   - log: collects what is prepared, for a test that asks SQLite how it would run it.
    public static func open(
        _ path: String, _ configuration: DatabaseConfiguration = .init(), log: StatementLog? = nil
    ) throws -> Database {
        var configuration = configuration
        if let log { configuration.statementLog = log }
        return try Database(
            path: path, applicationID: applicationID, migrations: migrations, configuration: configuration)
    }

    /// Reads a file of this program without bringing its schema up to date; nil when it has no schema yet.
    /// - Throws: `DatabaseError` when the file is not for this program.
    static func reader(of path: String) throws -> Reader? {
        try Database.reader(path: path, applicationID: applicationID, migrations: migrations)
    }
}
