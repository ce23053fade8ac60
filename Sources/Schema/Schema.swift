import SQLite

/// Every change of the schema of an association's file, in order.
public enum Schema {
    /// Open to edits until the first packaged release freezes it; from then on one step a change.
    public static let migrations = [
        Migration(version: 1, name: "schema", sql: String(decoding: PackageResources._001_schema_sql, as: UTF8.self))
    ]
}
