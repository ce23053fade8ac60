import Base
import HTMLTemplate
import Shell

/// A season in the form of its shop.
struct SeasonLine: PageModel {
    let number: Int
    /// «Du 1er avril au 30 septembre : …».
    let words: String

    static let fields: [Field<SeasonLine>] = [.plainNumber("number") { $0.number }, .text("words") { $0.words }]
}

/// The form of one season of a shop.
struct SeasonPage: Page {
    static let template = "shops/season"
    let shopName: String
    let backLink: String
    let action: String
    let isNew: Bool
    let form: FormState
    let from: DateFields
    let until: DateFields
    let days: [DayFields]
    let conflict: FormConflict?
    let section = Section.shops
    let isPrivate = true

    /// The first or the last day: two lists to choose from.
    struct DateFields: PageModel {
        let name: String
        let days: [FormOption]
        let months: [FormOption]
        let error: String?

        init(_ name: String, _ form: FormState, _ context: Context) {
            self.name = name
            days = FormOption.list((1...31).map { ($0, String($0)) }, chosen: form[SeasonForm.day(name)])
            months = FormOption.list(
                (1...12).map { ($0, context.language.name(month: $0)) }, chosen: form[SeasonForm.month(name)])
            error = form.error(name)
        }

        static let fields: [Field<DateFields>] = [
            .text("name") { $0.name }, .list("days") { $0.days }, .list("months") { $0.months },
            .optionalText("error") { $0.error },
        ]
    }

    static let fields: [Field<SeasonPage>] = [
        .text("shopName") { $0.shopName }, .text("backLink") { $0.backLink }, .text("action") { $0.action },
        .flag("isNew") { $0.isNew }, .one("from") { $0.from }, .one("until") { $0.until },
        .list("days") { $0.days }, .flag("hasFoldedDays") { $0.days.contains { !$0.hasThird } },
        .text("version") { $0.form["version"] }, .text("loaded") { $0.form[FormBase.field.name] },
        .flag("isClosed") { $0.form[SeasonForm.closed] == "1" },
        .flag("isRemoved") { $0.form[SeasonForm.removal] == "1" },
        .text("name") { _ in SeasonForm.closed }, .optionalText("error") { $0.form.error(SeasonForm.closed) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("conflict") { $0.conflict },
    ]
}
