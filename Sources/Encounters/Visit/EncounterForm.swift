import Base
import Shell
import Web

/// The form of the optional details, with the parsed values.
struct EncounterForm: Sendable {
    static let note = TextField(
        "note", .lines(4), label: "encounter.note", limit: Review.textLimit, hint: "encounter.note.hint",
        autocomplete: nil)
    /// The same field when the words are to be published.
    private static let published = note.with { $0.missing = ReviewForm.text.missing }
    private static let choices = [
        "feeling", "came_for", "purchased", "reason", "greeted", "wait", "listened", "thanked", "would_return",
        "publish", "author", quote, trap,
    ]
    /// The name of a field that people do not see: only a program fills it.
    static let trap = "website"
    /// The tick by which the association may quote the words.
    static let quote = "quote"
    static let fields = choices.map(AnyField.choice) + [AnyField(note)] + ReviewForm.inputs.map(AnyField.init)

    private(set) var state: FormState
    private(set) var details = EncounterDetails()
    /// The face, when it is to be changed.
    private(set) var feeling: Feeling?
    /// The review, when one is wanted and complete.
    private(set) var draft: ReviewDraft?

    /// Parses the details, and with `publishing` the review.
    init(_ form: Form, publishing: Bool, _ context: Context) {
        state = FormState(form, fields: EncounterForm.fields, context)
        details.purchased = answer("purchased", context)
        details.reason = choice("reason", Encounter.NoPurchaseReason.self, context)
        // A reason implies that nothing was bought; with a purchase it is ignored.
        if details.reason != nil, details.purchased == nil { details.purchased = false }
        if details.purchased == true { details.reason = nil }
        let note = state.text(EncounterForm.note)
        details.note = note.isEmpty ? nil : note
        if !state["feeling"].isEmpty {
            feeling = Feeling(typed: state["feeling"])
            if feeling == nil { state.refuse("feeling", context.say("encounter.choice.unknown")) }
        }
        details.cameFor = choice("came_for", Encounter.CameFor.self, context)
        details.greeted = answer("greeted", context)
        details.wait = choice("wait", Encounter.Wait.self, context)
        details.listened = answer("listened", context)
        details.thanked = answer("thanked", context)
        details.wouldReturn = answer("would_return", context)
        guard publishing, !state["publish"].isEmpty else { return }
        draft = ReviewDraft(&state, text: EncounterForm.published, purchased: details.purchased, context)
    }

    /// The wording that the visitor agreed to, when the association may quote their words; nil otherwise.
    func quoteWording(_ context: Context) -> String? {
        details.note == nil || state[EncounterForm.quote].isEmpty ? nil : context.say("encounter.quote")
    }

    /// Whether a program has filled the field that people do not see.
    var isTrapped: Bool { !state[EncounterForm.trap].isEmpty }

    /// Adds an error to a field.
    mutating func refuse(_ name: String, _ message: String) { state.refuse(name, message) }

    private mutating func answer(_ name: String, _ context: Context) -> Bool? {
        switch state[name] {
        case "": return nil
        case "yes": return true
        case "no": return false
        default:
            state.refuse(name, context.say("encounter.choice.unknown"))
            return nil
        }
    }

    private mutating func choice<C: RawRepresentable>(_ name: String, _: C.Type, _ context: Context) -> C?
    where C.RawValue == String {
        guard !state[name].isEmpty else { return nil }
        if let choice = C(rawValue: state[name]) { return choice }
        state.refuse(name, context.say("encounter.choice.unknown"))
        return nil
    }
}

extension FormState {
    /// The form filled with the stored details.
    init(_ encounter: OpenEncounter, author: Secret, _ context: Context) {
        func word(_ answer: Bool?) -> String { answer.map { $0 ? "yes" : "no" } ?? "" }
        let details = encounter.details
        let review = encounter.review
        let today = context.now.local.day
        let values = [
            "feeling": String(encounter.feeling), "came_for": details.cameFor?.rawValue ?? "",
            "purchased": word(details.purchased),
            "reason": details.reason?.rawValue ?? "", "greeted": word(details.greeted),
            "wait": details.wait?.rawValue ?? "", "listened": word(details.listened),
            "thanked": word(details.thanked), "would_return": word(details.wouldReturn), "note": details.note ?? "",
            EncounterForm.quote: encounter.mayQuote ? "1" : "", "publish": review == nil ? "" : "1",
            "pseudonym": review?.pseudonym ?? "", "email": review?.email ?? "",
            "experience_on": (review?.experienceOn ?? today).description, "author": author.text,
        ]
        self.init(values, context)
    }
}
