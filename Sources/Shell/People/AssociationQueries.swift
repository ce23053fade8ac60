import Base
import SQLite

extension Association {
    /// The association, or nil until the setup is done.
    package static func current(in db: Reader) throws -> Association? {
        try db.first(
            """
            SELECT association.name, town, demo, name_after_de, public_address, regional_holidays, place, main_colour,
                   accent_colour, logo.name, logo.width, logo.height, small.name, small.width, small.height,
                   seasonal, joining_opened_at IS NOT NULL
              FROM association
              LEFT JOIN picture ON kind = 'logo' AND shop_id IS NULL AND project_id IS NULL
                          AND news_post_id IS NULL
              LEFT JOIN rendition AS logo ON logo.picture_id = picture.id AND logo.use = 'large'
              LEFT JOIN rendition AS small ON small.picture_id = picture.id AND small.use = 'print'
             WHERE association.id = 1
            """
        ) { row in
            Association(
                name: row.text(0), town: row.text(1), isDemo: row.bool(2), nameAfterDe: row.text(3),
                publicAddress: row.text(4), place: PlaceWord(rawValue: row.text(6)) ?? .street,
                theme: Theme(
                    main: Colour(row.text(7)) ?? Theme.standardMain,
                    accent: Colour(row.text(8)) ?? Theme.standardAccent),
                logo: row.optionalText(9).map { Rendition(name: $0, width: row.int(10), height: row.int(11)) },
                printLogo: row.optionalText(12).map { Rendition(name: $0, width: row.int(13), height: row.int(14)) },
                calendar: HolidayCalendar(adding: PublicHoliday.named(row.text(5))), isSeasonal: row.bool(15),
                isJoiningOpen: row.bool(16))
        }
    }

    /// When it was founded on this site; 1970 before that.
    package static func foundedAt(in db: Reader) throws -> Instant {
        Instant(seconds: try db.first("SELECT founded_at FROM association WHERE id = 1") { $0.int(0) } ?? 0)
    }

    /// Sets the public address; nil for none.
    package static func use(_ origin: WebOrigin?, in db: Writer) throws {
        try db.run("UPDATE association SET public_address = ?1 WHERE id = 1", origin?.description ?? "")
        try Drawing.schedule(in: db)
    }

    /// Whether anyone may ask to join by the form.
    package static func isJoiningOpen(in db: Reader) throws -> Bool {
        try db.first("SELECT joining_opened_at IS NOT NULL FROM association WHERE id = 1") { $0.bool(0) } ?? false
    }

    /// Opens or closes the form that anyone may ask to join by.
    package static func openJoining(_ isOpen: Bool, at now: Instant, in db: Writer) throws {
        try db.run(
            "UPDATE association SET joining_opened_at = CASE WHEN ?1 THEN ifnull(joining_opened_at, ?2) END WHERE id = 1",
            isOpen, now)
    }

    /// Founds the association. Fails as a unique violation when there is one.
    package func insert(at now: Instant, in db: Writer) throws {
        try db.run(
            "INSERT INTO association (id, name, town, founded_at, demo) VALUES (1, ?1, ?2, ?3, ?4)", name, town, now,
            isDemo)
        try Drawing.schedule(in: db)
    }
}
