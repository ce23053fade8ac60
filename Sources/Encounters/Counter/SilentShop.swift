import Base
import SQLite
import Shell
import Shops

/// A shop with a shopkeeper where no visit was recorded for `SilentShop.days`.
package struct SilentShop: Sendable {
    package let code: String
    package let name: String
    /// The day of its last visit; nil when it never had one.
    package let lastOn: Day?

    /// Days without a visit after which a shop is listed; a new shopkeeper has as many to start.
    package static let days = 14

    /// A listed shop without a visit since ?1.
    private static let isSilent = """
        removed_at IS NULL AND EXISTS (SELECT 1 FROM office WHERE \(Shop.holders) AND since_at < ?1)
        AND NOT EXISTS (SELECT 1 FROM encounter INDEXED BY encounter_by_shop
                         WHERE shop_id = shop.id AND met_at >= ?1 AND held_at IS NULL AND withdrawn_at IS NULL)
        """

    private static func since(_ now: Instant) -> Instant {
        LocalTime(day: now.local.day.adding(days: -days), minute: 0).instant
    }

    /// All of them, by name. Index of the visits: `encounter_by_shop`.
    package static func all(at now: Instant, in db: Reader) throws -> [SilentShop] {
        try db.rows(
            """
            SELECT code, name,
                   (SELECT max(met_at) FROM encounter INDEXED BY encounter_by_shop
                     WHERE shop_id = shop.id AND held_at IS NULL AND withdrawn_at IS NULL)
              FROM shop INDEXED BY shop_by_name WHERE \(isSilent)
             ORDER BY name_key, shop.id LIMIT ?2
            """, since(now), SiteLimits.directoryShops
        ) { row in
            SilentShop(
                code: row.text(0), name: row.text(1),
                lastOn: row.optionalInstant(2).map { $0.local.day })
        }
    }

    /// The line on the home of those who see the figures of all shops; `link` lists the shops.
    package static func waiting(_ link: Link, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.readFigures) == true else { return [] }
        let count =
            try db.first(
                "SELECT count(*) FROM shop INDEXED BY shop_by_name WHERE \(isSilent)", since(context.now)
            ) { $0.int(0) } ?? 0
        guard count > 0 else { return [] }
        return [
            Waiting(
                .useful, context.say("waiting.silent", count: count),
                why: context.say("waiting.silent.why", ["days": context.language.number(days)]),
                action: context.say("waiting.see"), link, context)
        ]
    }
}
