import HTMLTemplate
import Shell
import Shops

/// The buttons that note a visit with one tap, on the counter of a shop and on the home of its people.
package struct NoteButtons: PageModel {
    let action: String
    /// Where the redirect leads: `accueil`, or empty for the counter.
    package let from: String
    package let reasons: [Reason]
    /// By which the server records the tap once; nil on a page that a phone stores.
    let key: String?

    /// Why a visit ended without a purchase.
    package struct Reason: PageModel {
        package let value: String
        package let label: String

        package static let fields: [Field<Reason>] = [.text("value") { $0.value }, .text("label") { $0.label }]
    }

    package static let fields: [Field<NoteButtons>] = [
        .text("noteAction") { $0.action }, .text("from") { $0.from }, .list("reasons") { $0.reasons },
        .optionalText("key") { $0.key },
    ]

    /// - Parameter shop: the shop, whose trade decides which reasons are offered.
    package init(
        _ shop: (code: ShopCode, trade: String, name: String), from: String, isStored: Bool = false, _ context: Context
    ) {
        key = isStored ? nil : DeviceAnswer.key(context.site.randomness)
        action = context.link(.counter(at: shop.code))
        self.from = from
        reasons = Encounter.NoPurchaseReason.atCounter(trade: shop.trade, name: shop.name).map { reason in
            Reason(value: reason.rawValue, label: context.say("encounter.reason.\(reason.rawValue)"))
        }
    }
}
