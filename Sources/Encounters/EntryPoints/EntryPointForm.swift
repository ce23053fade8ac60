import Base
import Shell
import Shops
import Web

/// The form of a printed code: its medium; and optionally its place, cost and days.
struct EntryPointForm: Sendable {
    static let place = TextField(
        "place", label: "code.place", limit: 80, hint: "code.place.hint")
    static let cost = TextField(
        "cost", label: "code.cost", limit: 20, invalid: "code.cost.invalid", hint: "code.cost.hint",
        inputMode: "decimal", isShort: true)
    /// The same where one code for each shop can be made.
    static let costOfEach: TextField = {
        var field: TextField = cost
        field.hint = "code.cost.hint.each"
        return field
    }()
    static let from = TextField("from", .date, label: "code.from", limit: nil, autocomplete: nil, isShort: true)
    static let until = TextField("until", .date, label: "code.until", limit: nil, autocomplete: nil, isShort: true)
    static let medium = "medium"
    /// What codes of the association lead to.
    static let leads = "leads"
    static let fields =
        [place, cost, from, until].map(AnyField.init)
        + [.choice(medium), .choice(leads), .choice("version"), .choice("par"), .choice("depuis")] + CodesPeriod.fields
    /// One million euros.
    private static let highestCost = Money(cents: 100_000_000)

    private(set) var state: FormState
    /// Nil while the form has errors.
    private(set) var details: PrintedCode.Details?

    init(_ form: Form, _ context: Context) {
        var state = FormState(form, fields: Self.fields, context)
        let medium = EntryPoint.Medium(rawValue: state[Self.medium])
        if medium == nil { state.refuse(Self.medium, context.say("code.medium.missing")) }
        let place = state.text(Self.place)
        let cost = Self.cost(&state)
        let (from, until) = (Self.day(Self.from, &state), Self.day(Self.until, &state))
        if let from, let until, until < from { state.refuse(Self.until, "code.until.reversed") }
        if let medium, state.isValid {
            details = PrintedCode.Details(medium, place: place, cost: cost, from: from, until: until)
        }
        self.state = state
    }

    /// Adds an error when the chosen medium is not one that `fits`, whatever the menu offered.
    mutating func require(_ fits: (EntryPoint.Medium) -> Bool, _ context: Context) {
        guard let medium = EntryPoint.Medium(rawValue: state[Self.medium]), !fits(medium) else { return }
        state.refuse(Self.medium, context.say("code.medium.unfit"))
        details = nil
    }

    private static func cost(_ state: inout FormState) -> Money? {
        let text = state.text(cost)
        if text.isEmpty { return nil }
        guard let money = Money(typed: text), money <= highestCost else {
            state.refuse(cost, "code.cost.invalid")
            return nil
        }
        return money
    }

    /// The day of a field; nil when the field is empty, or invalid: then it gets an error.
    static func day(_ field: TextField, _ state: inout FormState) -> Day? {
        let text = state.text(field)
        if text.isEmpty { return nil }
        if let day = Day(text), CodeWeeks.days.contains(day) { return day }
        state.refuse(field, "deal.day.unreadable")
        return nil
    }

    /// The values of the form of a stored code.
    static func values(_ code: PrintedCode) -> [String: String] {
        let details = code.details
        return [
            medium: details.medium.rawValue, place.name: details.place, cost.name: details.cost?.typed ?? "",
            from.name: details.from?.description ?? "", until.name: details.until?.description ?? "",
            "version": String(code.version),
        ]
    }

    /// The media that a code of `owner` can have, with `chosen` among them.
    static func media(of owner: EntryPoint.Owner, chosen: String, _ context: Context) -> [FormOption] {
        EntryPoint.Medium.allCases.filter { $0.fits(owner) }.map {
            FormOption(value: $0.rawValue, text: $0.name(context), isChosen: $0.rawValue == chosen)
        }
    }
}
