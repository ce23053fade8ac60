import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// The counter as a phone stores it: nothing of its reader but their mark and their shops, no figures.
struct OfflineCounterPage: Page {
    static let template = "counter/offline"
    let shopName: String
    /// All of the member's shops, when they have several.
    let choices: [CounterChoice]
    let noting: NoteButtons
    let counterLink: String
    let phone: CounterScript
    let queueScript: String
    let counterScript: String
    let isPrivate = true

    static let fields: [Field<OfflineCounterPage>] = [
        .text("shopName") { $0.shopName }, .list("choices") { $0.choices },
        .flag("hasChoices") { !$0.choices.isEmpty }, .one("noting") { $0.noting },
        .text("counterLink") { $0.counterLink }, .one("phone") { $0.phone }, .text("queueScript") { $0.queueScript },
        .text("counterScript") { $0.counterScript },
    ]
}

/// The list of the counters as a phone of a member of several shops stores it.
struct OfflineCountersPage: Page {
    static let template = "counter/offline-list"
    let choices: [CounterChoice]
    let counterLink: String
    let isPrivate = true

    static let fields: [Field<OfflineCountersPage>] = [
        .list("choices") { $0.choices }, .text("counterLink") { $0.counterLink },
    ]
}

/// What a phone needs to open the counter without a network.
package enum OfflineCounterHandlers {
    /// The list of the counters, which the script stores on the phone of a member of several shops.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let places = try context.requireMember().workplaces(may: .note)
        return try context.render(
            OfflineCountersPage(
                choices: CounterHandlers.choices(places, nil, context), counterLink: context.link(.counter)))
    }

    /// The counter of a shop, which the script stores on the phone.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try CounterHandlers.shop(context)
        let code = ShopCode(shop.code)
        let member = try context.requireMember()
        let places = member.workplaces(may: .note)
        return try context.render(
            OfflineCounterPage(
                shopName: shop.name,
                choices: places.count > 1 ? CounterHandlers.choices(places, shop, context) : [],
                noting: NoteButtons((code, shop.trade, shop.name), isStored: true, context),
                counterLink: context.link(.counter(at: code)), phone: CounterScript(code, member.id, context),
                queueScript: CounterScript.queue(context), counterScript: CounterScript.counter(context)))
    }

    /// The service worker. The page registers it with the path of its language as scope (Service Workers,
    /// `Service-Worker-Allowed`). Revalidated each time, so that a new version of the program replaces it.
    package static func worker(_ request: Request, _ context: Context) async throws -> Response {
        var response = Response.data(
            context.loop.resources.assetBytes("counter-sw.js"), type: "text/javascript; charset=utf-8",
            cache: .personal)
        response.fields.append("Service-Worker-Allowed", "/")
        return response
    }
}
