import Base
import SQLite
import Shell
import Shops

/// The initials of the person who noted a visit, beside their notes: only where the people who run the shop asked for
/// it. They say whom to ask about a visit. Nothing is counted by person, and no table or file contains them.
enum StaffInitials {
    /// Whether a shop shows them.
    static func areShown(at shop: Shop.ID, in db: Reader) throws -> Bool {
        try db.first("SELECT 1 FROM staff_initials WHERE shop_id = ?1", shop) { _ in true } ?? false
    }

    /// Turns them on or off.
    static func set(_ areShown: Bool, at shop: Shop.ID, now: Instant, in db: Writer) throws {
        if areShown {
            try db.run("INSERT OR IGNORE INTO staff_initials (shop_id, shown_since) VALUES (?1, ?2)", shop, now)
        } else {
            try db.run("DELETE FROM staff_initials WHERE shop_id = ?1", shop)
        }
    }

    /// Those of the members who noted these encounters; empty where they are not shown.
    static func of(_ encounters: [RecentEncounter], at shop: Shop.ID, in db: Reader) throws -> [Member.ID: String] {
        guard try areShown(at: shop, in: db) else { return [:] }
        let members = Set(encounters.compactMap(\.recordedBy))
        return try members.reduce(into: [:]) { found, member in
            let name = try db.first("SELECT name FROM member WHERE id = ?1", member) { $0.text(0) } ?? ""
            found[member] = text(of: name)
        }
    }

    /// «Jean-Luc Éloi» → «JLÉ»: at most three letters; nil for an empty name.
    static func text(of name: String) -> String? {
        let letters = name.split { !$0.isLetter && $0 != "’" && $0 != "'" }.prefix(3).compactMap(\.first)
        return letters.isEmpty ? nil : String(letters).uppercased()
    }
}
