import SQLite

/// The schemas of the program's files.
package enum Schema {
    /// The association's file. Its one migration is open to edits until the first packaged release freezes it; from then on a change is a
    /// migration of its own.
    package static let association = StorageSchema(
        // «Chld» in the header (https://www.sqlite.org/fileformat2.html#application_id); pre-releases wrote «Chal».
        applicationID: 0x4368_6C64, retiredIDs: [0x4368_616C],
        migrations: [
            Migration(
                version: 1, name: "schema", sql: String(decoding: PackageResources._001_schema_sql, as: UTF8.self))
        ])
}
