import SQLite

/// The association's file as this program opens it.
public enum Store {
    /// Says that a SQLite file is ours: «Chal» in the header (https://www.sqlite.org/fileformat2.html#application_id).
    public static let applicationID: Int32 = 0x4368_616C

    /// Every change of the schema, in order.
    public static let migrations: [Migration] = [
        Migration(version: 1, name: "street", sql: String(decoding: PackageResources._001_street_sql, as: UTF8.self)),
        Migration(
            version: 2, name: "directory order",
            sql: String(decoding: PackageResources._002_directory_order_sql, as: UTF8.self)),
        Migration(version: 3, name: "one row", sql: String(decoding: PackageResources._003_one_row_sql, as: UTF8.self)),
        Migration(version: 4, name: "ends", sql: String(decoding: PackageResources._004_ends_sql, as: UTF8.self)),
        Migration(
            version: 5, name: "withdrawn", sql: String(decoding: PackageResources._005_withdrawn_sql, as: UTF8.self)),
        Migration(
            version: 6, name: "counted before",
            sql: String(decoding: PackageResources._006_counted_before_sql, as: UTF8.self)),
        Migration(
            version: 7, name: "recounted", sql: String(decoding: PackageResources._007_recounted_sql, as: UTF8.self)),
    ]

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
}
