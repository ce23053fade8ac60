import Base
import SQLite
import Shell
import Shops

/// The initials of the person who noted a visit, shown beside the note: only where the people who run the shop asked
/// for it. They tell whom to ask about a visit. Nothing is counted by person, and no table or file contains initials.
enum StaffInitials {
    /// The first day whose notes show them, the one after the staff were told; nil while the shop does not.
    static func firstDay(at shop: Shop.ID, in db: Reader) throws -> Day? {
        try db.first("SELECT shown_since FROM staff_initials WHERE shop_id = ?1", shop) {
            $0.instant(0).local.day.adding(days: 1)
        }
    }

    /// Turns them on or off.
    static func set(_ areShown: Bool, at shop: Shop.ID, now: Instant, in db: Writer) throws {
        if areShown {
            try db.run("INSERT OR IGNORE INTO staff_initials (shop_id, shown_since) VALUES (?1, ?2)", shop, now)
        } else {
            try db.run("DELETE FROM staff_initials WHERE shop_id = ?1", shop)
        }
    }

    /// The initials of the members who noted these encounters; none for notes made before initials were shown.
    static func of(_ encounters: [RecentEncounter], at shop: Shop.ID, in db: Reader) throws -> [Encounter.ID: String] {
        guard let first = try firstDay(at: shop, in: db) else { return [:] }
        var names: [Member.ID: String] = [:]
        return try encounters.reduce(into: [:]) { found, encounter in
            guard encounter.metOn >= first, let member = encounter.recordedBy else { return }
            let name =
                try names[member]
                ?? db.first("SELECT name FROM member WHERE id = ?1", member) { $0.text(0) } ?? ""
            names[member] = name
            found[encounter.id] = text(of: name)
        }
    }

    /// «Jean-Luc Éloi» → «JLÉ»: at most three letters; nil for an empty name.
    static func text(of name: String) -> String? {
        let letters = name.split { !$0.isLetter && $0 != "’" && $0 != "'" }.prefix(3).compactMap(\.first)
        return letters.isEmpty ? nil : String(letters).uppercased()
    }
}
