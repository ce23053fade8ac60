import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// The page that shares a shop, for browsers without a share sheet: a text to copy, and links that carry it.
struct ShopSharePage: Page {
    static let template = "shops/share"
    let name: String
    let shopLink: String
    /// The text with the address of the shop’s page.
    let text: String
    let section = Section.shops

    static let fields: [Field<ShopSharePage>] = [
        .text("name") { $0.name }, .text("shopLink") { $0.shopLink }, .text("text") { $0.text },
        .text("whatsApp") { "https://wa.me/" + QueryString([("text", $0.text)]).description },
        .text("mail") { page in
            let parts = [("subject", page.name), ("body", page.text)].map { $0 + "=" + PercentEncoding.encode($1) }
            return "mailto:?" + parts.joined(separator: "&")
        },
        .text("sms") { "sms:?&body=" + PercentEncoding.encode($0.text) },
    ]

    /// «Boulangerie de l’Étoile, 12 rue Royale : ouvert jusqu’à 19 h».
    static func text(_ shop: Shop, status: String?, _ context: Context) -> String {
        let name = [shop.name, shop.address].filter { !$0.isEmpty }.joined(separator: ", ")
        guard let status else { return name }
        return context.say("share.state", ["shop": name, "state": status.prefix(1).lowercased() + status.dropFirst()])
    }
}

/// Sharing the page of a shop.
enum ShopShareHandlers {
    /// 200 with the text about the shop as it is now; 404 for an unknown shop.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let found = try context.read { db -> (Shop, OpeningHours)? in
            guard let shop = try Shop.find(context.parameter("shop"), in: db) else { return nil }
            return (shop, try OpeningHours.of(shop.id, in: db))
        }
        guard let (shop, hours) = found else { throw Failure.notFound }
        let now = context.now.local
        let status = hours.state(at: now, context.association.calendar).words(today: now.day, context)
        let text = ShopSharePage.text(shop, status: status, context)
        // Without a public address there is no address that works on another device.
        let hasAddress = context.publicAddress.origin != nil
        let shared = hasAddress ? text + " → " + context.canonical(.shop(shop)) : text
        return try context.render(
            ShopSharePage(name: shop.name, shopLink: context.link(.shop(shop)), text: shared))
    }
}
