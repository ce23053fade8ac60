import Base
import HTMLTemplate
import Shell

/// The bons plans of a shop, for its people and for moderators: those that run, a form for the next one, the past.
struct DealsPage: Page {
    static let template = "deals/index"
    let shopName: String
    let shopLink: String
    let action: String
    let form: FormState
    let stocks: [FormOption]
    /// No more can be added.
    let isFull: Bool
    let open: [Row]
    let past: [Row]
    let section = Section.shops
    let isPrivate = true

    struct Row: PageModel {
        let text: String
        /// «jusqu’au dimanche 8 mars · tant qu’il y en a».
        let days: String
        /// Who ended it, when and why.
        let end: String?
        let editLink: String
        let endAction: String
        /// A moderator who is not of the shop may tell it why.
        let reason: Input?
        let restoreAction: String?

        static let fields: [Field<Row>] = [
            .text("text") { $0.text }, .text("days") { $0.days }, .optionalText("end") { $0.end },
            .text("editLink") { $0.editLink }, .text("endAction") { $0.endAction }, .one("reason") { $0.reason },
            .optionalText("restoreAction") { $0.restoreAction },
        ]
    }

    static let fields: [Field<DealsPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("action") { $0.action },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { [$0.form.input(DealForm.text), $0.form.input(DealForm.until)] },
        .list("moreInputs") { [$0.form.input(DealForm.from)] }, .list("stocks") { $0.stocks },
        .flag("isMoreOpen") { !$0.form[DealForm.from].isEmpty || !$0.form[DealForm.stock].isEmpty },
        .flag("isFull") { $0.isFull }, .list("open") { $0.open }, .flag("hasOpen") { !$0.open.isEmpty },
        .list("past") { $0.past }, .flag("hasPast") { !$0.past.isEmpty },
        .number("most") { _ in SiteLimits.dealsAtShop },
    ]
}

/// The form of one bon plan.
struct DealPage: Page {
    static let template = "deals/edit"
    let shopName: String
    let backLink: String
    let action: String
    let form: FormState
    let stocks: [FormOption]
    var conflict: FormConflict?
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<DealPage>] = [
        .text("shopName") { $0.shopName }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { [$0.form.input(DealForm.text), $0.form.input(DealForm.until)] },
        .list("moreInputs") { [$0.form.input(DealForm.from)] }, .list("stocks") { $0.stocks },
        .flag("isMoreOpen") { _ in true }, .text("version") { $0.form["version"] },
        .one("conflict") { $0.conflict },
    ]
}

extension FormOption {
    /// The words about the stock, with the one of the form chosen.
    static func stocks(chosen: String, _ context: Context) -> [FormOption] {
        StockWord.allCases.map {
            FormOption(
                value: $0.rawValue, text: $0.words(context) ?? context.say("deal.stock.unsaid"),
                isChosen: $0.rawValue == chosen)
        }
    }
}

/// A running bon plan on a public page.
package struct DealLine: PageModel {
    package let shop: String
    package let link: String
    package let text: String
    /// «jusqu’au dimanche 8 mars · tant qu’il y en a».
    package let days: String

    package init(_ deal: Deal, _ context: Context) {
        (shop, link, text) = (deal.shopName, context.link(deal.shopLink), deal.details.text)
        days = deal.details.words(context)
    }

    package static let fields: [Field<DealLine>] = [
        .text("shop") { $0.shop }, .text("link") { $0.link }, .text("text") { $0.text }, .text("days") { $0.days },
    ]
}

extension Deal.Details {
    /// Its days, and the word about the stock.
    package func words(_ context: Context) -> String {
        [days(context), stock.words(context)].compactMap(\.self).joined(separator: " · ")
    }
}

/// The running bons plans of one shop, on its page: `{{#deals}}{{> deals/shop}}{{/deals}}`.
package struct ShopDeals: PageModel {
    let lines: [DealLine]
    /// Where its people and moderators change them; nil for others.
    let manageLink: String?

    package static func of(_ shop: Shop, _ context: Context) throws -> ShopDeals {
        let now = context.now
        let deals = try context.read { try Deal.all(of: shop.id, at: now, in: $0) }
        let mayManage = context.member?.may(.announceDeals, shop) ?? false
        return ShopDeals(
            lines: deals.filter { $0.isOpen(on: now.local.day) && $0.details.from <= now.local.day }
                .map { DealLine($0, context) },
            manageLink: mayManage ? context.link(.deals(at: ShopCode(shop.code))) : nil)
    }

    package static let fields: [Field<ShopDeals>] = [
        .list("lines") { $0.lines }, .flag("hasLines") { !$0.lines.isEmpty },
        .optionalText("manageLink") { $0.manageLink },
    ]
}
