import SQLite

/// The schemas of the program's files.
package enum Schema {
    /// The schema of an association's file. Its one migration may be edited until the first packaged release; from then
    /// on each change is a new migration.
    package static let association = StorageSchema(
        // «Chld» in the header (https://www.sqlite.org/fileformat2.html#application_id); pre-releases wrote «Chal».
        applicationID: 0x4368_6C64, retiredIDs: [0x4368_616C],
        migrations: [
            Migration(
                version: 1, name: "schema", sql: String(decoding: PackageResources._001_schema_sql, as: UTF8.self))
        ])
}
