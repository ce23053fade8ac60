import Base
import Shell
import Web

/// The form of a need: its kind, one sentence and its last day.
struct NeedForm: Sendable {
    static let kind = "kind"
    static let text = TextField(
        "text", .lines(2), label: "need.text", limit: 160, missing: "need.text.missing", hint: "need.text.hint",
        autocomplete: nil)
    static let until = TextField(
        "until", .date, label: "need.until", limit: nil, missing: "need.until.missing", hint: "need.until.hint",
        autocomplete: nil, isShort: true)
    /// The reason of a moderator who removes a need.
    static let reason = TextField("reason", label: "need.reason", limit: 200, hint: "need.reason.hint")
    /// An answer, or what its author writes back.
    static let answer = TextField(
        "answer", .lines(3), label: "need.answer", limit: 1_000, missing: "need.answer.missing",
        hint: "need.answer.hint", autocomplete: nil)
    /// The public id of the member an author writes back to, or thanks.
    static let correspondent = "with"
    static let fields =
        [text, until, reason, answer].map(AnyField.init) + [.choice(kind), .choice(correspondent)]

    private(set) var state: FormState
    let details: Need.Details

    /// Reads a submitted form.
    init(_ form: Form, _ context: Context) {
        var state = FormState(form, fields: NeedForm.fields, context)
        let today = context.now.local.day
        let kind = NeedKind(rawValue: state[NeedForm.kind])
        if kind == nil { state.refuse(NeedForm.kind, context.say("need.kind.missing")) }
        let text = state.text(NeedForm.text).oneLine
        let typed = state.text(NeedForm.until)
        let until = Day(typed)
        if let until {
            let last = today.adding(days: SiteLimits.needDays)
            if until < today { state.refuse(NeedForm.until, "need.until.past") }
            if until > last { state.refuse(NeedForm.until, "need.until.long", ["date": context.language.date(last)]) }
        } else if !typed.isEmpty {
            state.refuse(NeedForm.until, "deal.day.unreadable")
        }
        details = Need.Details(kind ?? .seeking, text, until: until ?? today)
        self.state = state
    }

    /// The empty form: it ends in a month.
    static func blank(_ context: Context) -> FormState {
        FormState([until.name: context.now.local.day.adding(days: 30).description], context)
    }

    /// The form of a stored one; of one that is over with a new end.
    static func of(_ need: Need, _ context: Context) -> FormState {
        let today = context.now.local.day
        let until = need.details.until < today ? today.adding(days: 30) : need.details.until
        return FormState(
            [kind: need.details.kind.rawValue, text.name: need.details.text, self.until.name: until.description],
            context)
    }

    /// The kinds to choose from.
    static func kinds(_ form: FormState, _ context: Context) -> [FormOption] {
        NeedKind.allCases.map {
            FormOption(value: $0.rawValue, text: $0.words(context), isChosen: form[kind] == $0.rawValue)
        }
    }
}

extension Need {
    /// The values of the form of a project made from a need: its sentence as title, and its text with those of similar
    /// needs as purpose. Shops are named, not persons: the project may become public. Empty for an unknown need.
    static func projectValues(_ publicID: String, for member: Member, _ context: Context) throws -> [String: String] {
        let (now, found) = (context.now, try context.read { try find(publicID, visibleTo: member, in: $0) })
        guard let need = found else { return [:] }
        let all = try [need] + context.read { try similar(to: need, at: now, in: $0) }
        let lines = all.map { need in
            let values = [
                "kind": need.details.kind.words(context), "text": need.details.text, "author": need.shop?.name ?? "",
            ]
            return context.say(need.shop == nil ? "need.project.line.plain" : "need.project.line", values)
        }
        let title = String(need.details.text.prefix(1)).uppercased() + need.details.text.dropFirst()
        return [
            ProjectForm.title.name: String(title.prefix(120)), ProjectForm.need: need.publicID,
            ProjectForm.purpose.name: ([context.say("need.project.purpose")] + lines).joined(separator: "\n"),
        ]
    }
}
