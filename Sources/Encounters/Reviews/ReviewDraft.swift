import Base
import Shell

/// The valid content of a review form.
package struct ReviewDraft: Sendable, Equatable {
    let pseudonym: String
    let email: EmailAddress
    let text: String
    let purchased: Bool?
    let experienceOn: Day

    /// Reads the draft from a form; nil when a field is invalid, with an error beside that field.
    init?(_ state: inout FormState, text field: TextField, purchased: Bool?, _ context: Context) {
        let text = state.text(field)
        let pseudonym = state.text(ReviewForm.pseudonym)
        let email = state.email(ReviewForm.email)
        let today = context.now.local.day
        let typed = state.text(ReviewForm.experienceOn)
        let day = typed.isEmpty ? today : Day(typed)
        switch day {
        case nil: state.refuse(ReviewForm.experienceOn, "review.experience.invalid")
        case let day? where day > today: state.refuse(ReviewForm.experienceOn, "review.experience.future")
        case let day? where day < ReviewDraft.earliest(today):
            state.refuse(ReviewForm.experienceOn, "review.experience.old")
        default: break
        }
        guard state.isValid, let email, let day else { return nil }
        self.init(pseudonym: pseudonym, email: email, text: text, purchased: purchased, experienceOn: day)
    }

    package init(pseudonym: String, email: EmailAddress, text: String, purchased: Bool?, experienceOn: Day) {
        self.pseudonym = pseudonym
        self.email = email
        self.text = text
        self.purchased = purchased
        self.experienceOn = experienceOn
    }

    /// The earliest day of experience: the same day a year ago.
    static func earliest(_ today: Day) -> Day {
        Day(year: today.year - 1, month: today.month, day: today.day) ?? today.adding(days: -366)
    }
}
