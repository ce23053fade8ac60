import Base
import Shell

/// The fields of a review: alone on its author's page, or below the words of an encounter.
enum ReviewForm {
    static let text = TextField(
        "text", .lines(6), label: "review.text", limit: Review.textLimit, missing: "review.text.missing",
        autocomplete: nil)
    static let pseudonym = TextField(
        "pseudonym", label: "review.pseudonym", limit: 60, missing: "review.pseudonym.missing",
        hint: "review.pseudonym.hint", presence: .conditional, autocomplete: "nickname")
    static let email = MemberFields.email.with {
        ($0.hint, $0.presence, $0.autocomplete) = ("review.email.hint", .conditional, "email")
    }
    static let experienceOn = TextField(
        "experience_on", .date, label: "review.experience", limit: nil, invalid: "review.experience.invalid",
        presence: .conditional, autocomplete: nil, isShort: true)
    /// The fields of a review besides its text.
    static let inputs = [pseudonym, email, experienceOn]
    static let fields = ([text] + inputs).map(AnyField.init)

    /// `inputs` for a page. The date is limited to the last year, or starts at `experience` when that is older.
    static func inputs(_ form: FormState, _ today: Day, experience: Day? = nil) -> [Input] {
        let first = min(ReviewDraft.earliest(today), experience ?? today)
        return inputs.map { field in
            var input = form.input(field)
            if field.kind == .date { input.days = (first.description, today.description) }
            return input
        }
    }
}

/// The form of a reply; `seen` is the time of the reply that it replaces.
enum ReplyForm {
    static let text = TextField(
        "text", .lines(4), label: "review.reply.label", limit: Review.textLimit, missing: "review.reply.missing",
        autocomplete: nil)
    static let fields = [AnyField(text), .choice("seen")]
}
