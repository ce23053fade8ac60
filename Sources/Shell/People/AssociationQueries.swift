import Base
import SQLite

extension Association {
    /// The association, or nil until the setup is done.
    package static func current(in db: Reader) throws -> Association? {
        try db.first(
            "SELECT name, town, demo, name_after_de, public_address, regional_holidays FROM association WHERE id = 1"
        ) { row in
            Association(
                name: row.text(0), town: row.text(1), isDemo: row.bool(2), nameAfterDe: row.text(3),
                publicAddress: row.text(4), calendar: HolidayCalendar(adding: PublicHoliday.named(row.text(5))))
        }
    }

    /// Sets the public address; nil for none.
    package static func use(_ origin: WebOrigin?, in db: Writer) throws {
        try db.run("UPDATE association SET public_address = ?1 WHERE id = 1", origin?.description ?? "")
    }

    /// Founds the association. Fails as a unique violation when there is one.
    package func insert(at now: Instant, in db: Writer) throws {
        try db.run(
            "INSERT INTO association (id, name, town, founded_at, demo) VALUES (1, ?1, ?2, ?3, ?4)", name, town, now,
            isDemo)
    }
}
