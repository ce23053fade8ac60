/// What an author writes, once everything needed is there.
struct ReviewDraft: Sendable, Equatable {
    let pseudonym: String
    let email: EmailAddress
    let text: String
    let purchased: Bool?
    let experienceOn: Day

    /// Takes the draft out of a form; nil when something is wrong, said beside its field.
    init?(_ state: inout FormState, text field: String, purchased: Bool?, _ context: Context) {
        let text = state.text(
            field, upTo: Review.textLimit, missing: context.say("review.text.missing"),
            tooLong: context.tooLong(Review.textLimit))
        let pseudonym = state.text(
            "pseudonym", upTo: Review.pseudonymLimit, missing: context.say("review.pseudonym.missing"),
            tooLong: context.tooLong(Review.pseudonymLimit))
        let email = EmailAddress(typed: state["email"])
        if email == nil { state.refuse("email", context.say("account.email.invalid")) }
        let today = context.now.local.day
        let typed = state["experience_on"].trimmed
        let day = typed.isEmpty ? today : Day(typed)
        switch day {
        case nil: state.refuse("experience_on", context.say("review.experience.invalid"))
        case let day? where day > today: state.refuse("experience_on", context.say("review.experience.future"))
        case let day? where day < ReviewDraft.earliest(today):
            state.refuse("experience_on", context.say("review.experience.old"))
        default: break
        }
        guard state.isValid, let email, let day else { return nil }
        self.init(pseudonym: pseudonym, email: email, text: text, purchased: purchased, experienceOn: day)
    }

    private init(pseudonym: String, email: EmailAddress, text: String, purchased: Bool?, experienceOn: Day) {
        self.pseudonym = pseudonym
        self.email = email
        self.text = text
        self.purchased = purchased
        self.experienceOn = experienceOn
    }

    /// The first day a review may be about: the same day a year ago.
    static func earliest(_ today: Day) -> Day {
        Day(year: today.year - 1, month: today.month, day: today.day) ?? today.adding(days: -366)
    }
}
