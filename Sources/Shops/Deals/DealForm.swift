import Base
import Shell
import Web

/// The form of a bon plan: a sentence and its last day; when it begins and a word about the stock are optional.
struct DealForm: Sendable {
    static let text = TextField(
        "text", .lines(3), label: "deal.text", limit: 160, missing: "deal.text.missing", hint: "deal.text.hint",
        autocomplete: nil)
    static let until = TextField(
        "until", .date, label: "deal.until", limit: nil, missing: "deal.until.missing", autocomplete: nil, isShort: true
    )
    static let from = TextField(
        "from", .date, label: "deal.from", limit: nil, hint: "deal.from.hint", autocomplete: nil, isShort: true)
    /// The word of a moderator who ends one.
    static let reason = TextField(
        "reason", label: "deal.reason", limit: 200, hint: "deal.reason.hint")
    static let stock = "stock"
    static let fields =
        [text, until, from, reason].map(AnyField.init) + [.choice(stock), .choice("version")]

    private(set) var state: FormState
    let details: Deal.Details

    /// Reads a submitted form. `old` is the stored one of an edit.
    init(_ form: Form, over old: Deal.Details? = nil, _ context: Context) {
        var state = FormState(form, fields: DealForm.fields, context)
        let today = context.now.local.day
        let text = state.text(DealForm.text).oneLine
        let from = Self.day(DealForm.from, or: old?.from ?? today, &state)
        let until = Self.day(DealForm.until, or: today, &state)
        if state.isValid {
            if from < today, from != old?.from { state.refuse(DealForm.from, "deal.from.past") }
            let latest = today.adding(days: SiteLimits.dealDays)
            if from > latest {
                state.refuse(DealForm.from, "deal.from.late", ["date": context.language.date(latest)])
            }
            if until < max(from, today) {
                state.refuse(DealForm.until, until < today ? "deal.until.past" : "deal.until.reversed")
            } else if until.daysSince1970 - from.daysSince1970 > SiteLimits.dealDays {
                let last = context.language.date(from.adding(days: SiteLimits.dealDays))
                state.refuse(DealForm.until, "deal.until.long", ["date": last])
            }
        }
        let stock = StockWord(rawValue: state[DealForm.stock]) ?? .unsaid
        details = Deal.Details(text: text, stock: stock, from: from, until: until)
        self.state = state
    }

    /// A day; `standard` when the field is empty. Adds an error when the text is not a day.
    private static func day(_ field: TextField, or standard: Day, _ state: inout FormState) -> Day {
        let text = state.text(field)
        if text.isEmpty { return standard }
        if let day = Day(text), (2_000...9_000).contains(day.year) { return day }
        state.refuse(field, "deal.day.unreadable")
        return standard
    }

    /// The values of the form of a stored one.
    static func values(_ deal: Deal) -> [String: String] {
        [
            text.name: deal.details.text, stock: deal.details.stock.rawValue, from.name: deal.details.from.description,
            until.name: deal.details.until.description, "version": String(deal.version),
        ]
    }
}

extension StockWord {
    /// «tant qu’il y en a»; nil for `unsaid`.
    package func words(_ context: Context) -> String? {
        switch self {
        case .unsaid: nil
        case .whileStocksLast: context.say("deal.stock.whileStocksLast")
        case .few: context.say("deal.stock.few")
        case .toOrder: context.say("deal.stock.toOrder")
        }
    }
}

extension Deal.Details {
    /// «jusqu’au dimanche 8 mars», «du lundi 2 mars au dimanche 8 mars» before it begins.
    package func days(_ context: Context) -> String {
        let today = context.now.local.day
        let last = context.language.day(until, seenOn: today)
        if from > today {
            let first = context.language.day(from, seenOn: today)
            return context.say(from == until ? "deal.on" : "deal.days", ["from": first, "until": last])
        }
        return until == today ? context.say("deal.today") : context.say("deal.lasts", ["until": last])
    }
}
