import Base
import SQLite
import Shell

/// A shop that has not said when it is open.
package struct ShopWithoutHours: Sendable {
    package let code: String
    package let name: String

    /// A shop of the list without hours of the week and of a season.
    private static let hasNone = """
        removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM opening_hours WHERE shop_id = shop.id)
        AND NOT EXISTS (SELECT 1 FROM season_hours WHERE shop_id = shop.id)
        """

    /// All of them, by name.
    package static func all(in db: Reader) throws -> [ShopWithoutHours] {
        try db.rows(
            """
            SELECT code, name FROM shop INDEXED BY shop_by_name WHERE \(hasNone)
             ORDER BY name_key, shop.id LIMIT ?1
            """, SiteLimits.directoryShops
        ) { ShopWithoutHours(code: $0.text(0), name: $0.text(1)) }
    }

    /// The line on the home of those who may write the hours of all shops; `link` lists the shops.
    package static func waiting(_ link: Link, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.manageShops) == true else { return [] }
        let count =
            try db.first("SELECT count(*) FROM shop INDEXED BY shop_by_name WHERE \(hasNone)") { $0.int(0) } ?? 0
        guard count > 0 else { return [] }
        return [
            Waiting(
                .missing, context.say("waiting.hours", count: count), why: context.say("waiting.hours.why"),
                action: context.say("waiting.see"), link, context)
        ]
    }

    /// The line on the home of a shopkeeper whose shop has no hours.
    static func waiting(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.edit, place) == true, try OpeningHours.isMissing(at: place.shop, in: db) else {
            return []
        }
        return [
            Waiting(
                .missing, context.say("waiting.ownHours"), why: context.say("waiting.hours.why.own"),
                action: context.say("waiting.ownHours.write"),
                Link.editShop(ShopCode(place.code)).at(fragment: "hours"), context)
        ]
    }
}

extension OpeningHours {
    /// Whether a shop has hours neither of the week nor of a season.
    fileprivate static func isMissing(at shop: Shop.ID, in db: Reader) throws -> Bool {
        try db.first(
            """
            SELECT NOT EXISTS (SELECT 1 FROM opening_hours WHERE shop_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM season_hours WHERE shop_id = ?1)
            """, shop
        ) { $0.bool(0) } ?? false
    }
}
