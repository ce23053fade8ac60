import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// What the script of the counter needs: where to sign in again, and the page to store for times without a network.
struct CounterScript: PageModel {
    let signIn: String
    let offline: String
    /// Whose notes the phone stores under it.
    let mark: String

    static let fields: [Field<CounterScript>] = [
        .text("signInLink") { $0.signIn }, .text("offlineLink") { $0.offline }, .text("mark") { $0.mark },
    ]

    init(_ code: ShopCode, _ member: Member.ID, _ context: Context) {
        signIn = context.link(.signIn(then: .counter(at: code)))
        offline = context.link(.offlineCounter(at: code))
        mark = CounterScript.mark(of: member, at: code, context)
    }

    /// Distinguishes the members who share a phone at a shop, and says nothing about them.
    static func mark(of member: Member.ID, at code: ShopCode, _ context: Context) -> String {
        context.site.key.secret("counter", Array("\(member.rawValue) \(code)".utf8)).text
    }

    /// The addresses of the two scripts.
    static func queue(_ context: Context) -> String { context.loop.resources.assetLink("queue.js") }
    static func counter(_ context: Context) -> String { context.loop.resources.assetLink("counter.js") }
}

/// The counter as a phone stores it: nothing of its reader but their mark, no figures.
struct OfflineCounterPage: Page {
    static let template = "counter/offline"
    let shopName: String
    let noting: NoteButtons
    let counterLink: String
    let phone: CounterScript
    let queueScript: String
    let counterScript: String
    let isPrivate = true

    static let fields: [Field<OfflineCounterPage>] = [
        .text("shopName") { $0.shopName }, .one("noting") { $0.noting }, .text("counterLink") { $0.counterLink },
        .one("phone") { $0.phone }, .text("queueScript") { $0.queueScript },
        .text("counterScript") { $0.counterScript },
    ]
}

/// What a phone needs to open the counter without a network.
package enum OfflineCounterHandlers {
    /// The page that the script stores on the phone.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try CounterHandlers.shop(context)
        let code = ShopCode(shop.code)
        return try context.render(
            OfflineCounterPage(
                shopName: shop.name,
                noting: NoteButtons((code, shop.trade, shop.name), from: "", isStored: true, context),
                counterLink: context.link(.counter(at: code)),
                phone: CounterScript(code, try context.requireMember().id, context),
                queueScript: CounterScript.queue(context), counterScript: CounterScript.counter(context)))
    }

    /// The service worker. One script serves the counter of each language, whose address is its scope (Service Workers,
    /// `Service-Worker-Allowed`); revalidated each time, so that a new version of the program replaces it.
    package static func worker(_ request: Request, _ context: Context) async throws -> Response {
        var response = Response.data(
            context.loop.resources.assetBytes("counter-sw.js"), type: "text/javascript; charset=utf-8",
            cache: .personal)
        response.fields.append("Service-Worker-Allowed", "/")
        return response
    }
}
