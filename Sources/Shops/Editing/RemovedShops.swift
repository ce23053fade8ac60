import Base
import Shell
import HTMLTemplate
import HTTP
import SQLite
import Web

/// A shop that was removed from the directory.
struct RemovedShop {
    let code: String
    let name: String
    let address: String
    let removedAt: Instant

    /// The most recently removed shops, newest first; at most `SiteLimits.removedShops`.
    static func latest(in db: Reader) throws -> [RemovedShop] {
        try db.rows(
            """
            SELECT code, name, address, removed_at FROM shop INDEXED BY shop_removed
             WHERE removed_at IS NOT NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.removedShops
        ) {
            RemovedShop(
                code: $0.text(0), name: $0.text(1), address: $0.text(2), removedAt: Instant(seconds: $0.int(3)))
        }
    }
}

/// The removed shops, each with a button that restores it.
struct RemovedShopsPage: Page {
    static let template = "shops/removed"
    let shops: [Row]
    let section = Section.shops

    struct Row: PageModel {
        let name: String
        let address: String
        let since: String
        let restore: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("address") { $0.address }, .text("since") { $0.since },
            .text("restore") { $0.restore },
        ]
    }

    static let fields: [Field<RemovedShopsPage>] = [
        .list("shops") { $0.shops }, .flag("hasShops") { !$0.shops.isEmpty },
    ]
}

package enum RemovedShopHandlers {
    /// 200 with the removed shops.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let shops = try context.read { try RemovedShop.latest(in: $0) }
        return try context.render(
            RemovedShopsPage(
                shops: shops.map { shop in
                    RemovedShopsPage.Row(
                        name: shop.name, address: shop.address,
                        since: context.say(
                            "shop.removed.since", ["date": context.language.date(shop.removedAt.local.day)]),
                        restore: context.link(.restoreShop(ShopCode(shop.code))))
                }))
    }
}
