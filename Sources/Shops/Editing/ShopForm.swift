import Foundation
import HTMLTemplate
import Web

/// The form of a shop: its details, and for one that exists its hours and closures.
struct ShopForm: Sendable {
    static let nameLimit = 120
    static let tradeLimit = 80
    static let addressLimit = 200
    static let postcodeLimit = 10
    static let townLimit = 120
    static let descriptionLimit = 1_000
    static let siteLimit = 300
    static let phoneLimit = 30

    static let detailFields = ["name", "trade", "address", "postcode", "town", "description", "site", "phone"]
    static let fields = detailFields + ["version"] + OpeningHoursForm.fields

    var state: FormState

    /// An empty form, or one that starts from something.
    init(_ values: [String: String] = [:]) { state = FormState(values) }

    /// What came in.
    init(_ form: Form) { state = FormState(form, fields: ShopForm.fields) }

    /// A shop as it is stored.
    init(_ shop: Shop, _ hours: OpeningHours) {
        var values = OpeningHoursForm.values(hours)
        let details = [
            shop.name, shop.trade, shop.address, shop.postcode, shop.town, shop.description, shop.site, shop.phone,
        ]
        for (name, value) in zip(ShopForm.detailFields, details) { values[name] = value }
        values["version"] = String(shop.version)
        state = FormState(values)
    }

    /// Everything in the form, to start another try from.
    var values: [String: String] {
        ShopForm.fields.reduce(into: [:]) { values, name in values[name] = state[name] }
    }

    /// The version the person began from.
    var version: Int { Int(state["version"]) ?? 0 }

    /// Reads the details; what is wrong is said in the form. `place` stays with the address it belongs to.
    mutating func details(before shop: Shop?, _ context: Context) -> ShopDetails {
        var details = ShopDetails(
            name: state.text(
                "name", upTo: ShopForm.nameLimit, missing: context.say("shop.name.missing"),
                tooLong: context.tooLong(ShopForm.nameLimit)),
            trade: state.text(
                "trade", upTo: ShopForm.tradeLimit, missing: context.say("shop.trade.missing"),
                tooLong: context.tooLong(ShopForm.tradeLimit)))
        details.address = line("address", upTo: ShopForm.addressLimit, tooLong: context.tooLong(ShopForm.addressLimit))
        details.postcode = line(
            "postcode", upTo: ShopForm.postcodeLimit, tooLong: context.tooLong(ShopForm.postcodeLimit))
        details.town = line("town", upTo: ShopForm.townLimit, tooLong: context.tooLong(ShopForm.townLimit))
        details.description = state.optionalText(
            "description", upTo: ShopForm.descriptionLimit, tooLong: context.tooLong(ShopForm.descriptionLimit))
        details.name = details.name.oneLine
        details.trade = details.trade.oneLine

        let site = state.optionalText("site", upTo: ShopForm.siteLimit, tooLong: context.tooLong(ShopForm.siteLimit))
        if !site.isEmpty {
            if let address = WebAddress.read(site) {
                details.site = address
            } else {
                state.refuse("site", context.say("shop.site.invalid"))
            }
        }
        details.phone = line("phone", upTo: ShopForm.phoneLimit, tooLong: context.tooLong(ShopForm.phoneLimit))
        if !details.phone.isEmpty, !ShopForm.isPhone(details.phone) {
            state.refuse("phone", context.say("shop.phone.invalid"))
        }
        let hasMoved = shop.map {
            $0.address.folded != details.address.folded || $0.town.folded != details.town.folded
        }
        details.place = hasMoved == false ? shop?.place : nil
        return details
    }

    private mutating func line(_ name: String, upTo limit: Int, tooLong: String) -> String {
        state.optionalText(name, upTo: limit, tooLong: tooLong).oneLine
    }

    private static func isPhone(_ text: String) -> Bool {
        let digits = text.filter { $0.isASCII && $0.isNumber }.count
        let marks: Set<Character> = [" ", ".", "-", "(", ")", "/", "\u{A0}", "\u{202F}"]
        let rest = text.hasPrefix("+") ? text.dropFirst() : text[...]
        return (4...15).contains(digits)
            && rest.allSatisfy { ($0.isASCII && $0.isNumber) || marks.contains($0) }
    }
}
