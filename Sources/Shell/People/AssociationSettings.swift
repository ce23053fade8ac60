import Base
import SQLite

/// What the president and vice-presidents may change about the association: names, town, regional holidays, and the
/// contents of the legal notice.
package struct AssociationSettings: Sendable, Equatable {
    /// The law under which the association was founded. The schema has no list of the values; an unknown one is read as
    /// nil.
    package enum Regime: String, Sendable, CaseIterable {
        /// Loi du 1er juillet 1901.
        case law1901 = "law_1901"
        /// Code civil local, art. 21 à 79-III: Bas-Rhin, Haut-Rhin, Moselle.
        case local
    }

    /// «Les Vitrines du Lac».
    package var name: String
    /// «Annecy».
    package var town: String
    /// The name preceded by «de»; empty to derive it from the name (`String.afterDe`).
    package var nameAfterDe = ""
    /// Nil while it is not stated.
    package var regime: Regime?
    /// The RNA number (W and nine characters), or the volume and folio of the local register.
    package var registration = ""
    /// 14 digits; empty if the association has none.
    package var siret = ""
    /// The address of the registered office, on several lines.
    package var seat = ""
    /// How to reach the association; empty while it is not stated.
    package var email = ""
    package var phone = ""
    /// The company that hosts the site, for the legal notice.
    package var hostName = ""
    package var hostAddress = ""
    package var hostPhone = ""
    /// What its members call the place of their shops.
    package var place = PlaceWord.street
    /// `#1b4a38`: see `Theme`.
    package var mainColour = Theme.standardMain.description
    /// The background of the main button.
    package var accentColour = Theme.standardAccent.description
    /// Public holidays besides the national ones.
    package var regionalHolidays: Set<PublicHoliday> = []
    /// Whether façades are drawn with garlands in December and bunting in July.
    package var isSeasonal = true

    /// The settings of an association that has stated nothing else yet.
    package init(name: String, town: String) { (self.name, self.town) = (name, town) }

    /// The names of the empty form fields that the law requires a site’s publisher to state (loi n° 2004-575 du 21 juin
    /// 2004, art. 1-1, I).
    package var missing: [String] {
        [
            ("seat", seat), ("phone", phone), ("hostName", hostName), ("hostAddress", hostAddress),
            ("hostPhone", hostPhone),
        ].filter(\.1.isEmpty).map(\.0)
    }
}

extension AssociationSettings {
    /// The settings and their version; nil before the association is founded.
    package static func current(in db: Reader) throws -> (settings: AssociationSettings, version: Int)? {
        try db.first(
            """
            SELECT name, town, name_after_de, regime, registration, siret, seat, email, phone, host_name, host_address,
                   host_phone, regional_holidays, place, main_colour, accent_colour, version, seasonal
              FROM association WHERE id = 1
            """
        ) { row in
            var settings = AssociationSettings(name: row.text(0), town: row.text(1))
            settings.nameAfterDe = row.text(2)
            settings.regime = Regime(rawValue: row.text(3))
            (settings.registration, settings.siret, settings.seat) = (row.text(4), row.text(5), row.text(6))
            (settings.email, settings.phone) = (row.text(7), row.text(8))
            (settings.hostName, settings.hostAddress, settings.hostPhone) = (row.text(9), row.text(10), row.text(11))
            settings.regionalHolidays = PublicHoliday.named(row.text(12))
            settings.place = PlaceWord(rawValue: row.text(13)) ?? .street
            (settings.mainColour, settings.accentColour) = (row.text(14), row.text(15))
            settings.isSeasonal = row.bool(17)
            return (settings, row.int(16))
        }
    }

    /// Replaces the stored settings, and increments the version.
    package func update(in db: Writer) throws {
        try db.run(
            """
            UPDATE association
               SET name = ?1, town = ?2, name_after_de = ?3, regime = ?4, registration = ?5, siret = ?6, seat = ?7,
                   email = ?8, phone = ?9, host_name = ?10, host_address = ?11, host_phone = ?12, regional_holidays = ?13,
                   place = ?14, main_colour = ?15, accent_colour = ?16, seasonal = ?17, version = version + 1
             WHERE id = 1
            """, name, town, nameAfterDe, regime?.rawValue ?? "", registration, siret, seat, email, phone, hostName,
            hostAddress, hostPhone, PublicHoliday.names(regionalHolidays), place.rawValue, mainColour, accentColour,
            isSeasonal)
        try Drawing.schedule(in: db)
    }

    /// The names of the current presidents, who are the publication directors (loi du 29 juillet 1982, art. 93-2).
    package static func presidents(in db: Reader) throws -> [String] {
        try db.rows(
            """
            SELECT member.name FROM office JOIN member ON member.id = office.member_id
             WHERE office.office = ?1 AND office.shop_id IS NULL AND office.project_id IS NULL
               AND office.until_at IS NULL
             ORDER BY office.since_at, office.id
            """, Office.president.rawValue
        ) { $0.text(0) }
    }
}
