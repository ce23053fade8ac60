import HTMLTemplate
import Shell
import Shops

/// The buttons that note a visit with one tap.
struct NoteButtons: PageModel {
    let action: String
    let reasons: [Reason]
    /// The key by which the server records a tap once; nil on a page that a phone stores.
    let key: String?

    /// Why a visit ended without a purchase.
    struct Reason: PageModel {
        let value: String
        let label: String

        static let fields: [Field<Reason>] = [.text("value") { $0.value }, .text("label") { $0.label }]
    }

    static let fields: [Field<NoteButtons>] = [
        .text("noteAction") { $0.action }, .list("reasons") { $0.reasons },
        .optionalText("key") { $0.key },
    ]

    /// - Parameter shop: the shop, whose trade decides which reasons are offered.
    init(_ shop: (code: ShopCode, trade: String, name: String), isStored: Bool = false, _ context: Context) {
        key = isStored ? nil : DeviceAnswer.key(context.site.randomness)
        action = context.link(.counter(at: shop.code))
        reasons = Encounter.NoPurchaseReason.atCounter(trade: shop.trade, name: shop.name).map { reason in
            Reason(value: reason.rawValue, label: context.say("encounter.reason.\(reason.rawValue)"))
        }
    }
}
