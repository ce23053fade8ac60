import Base
import Shell
import HTMLTemplate

/// The form of an existing shop.
struct EditShopPage: Page {
    static let template = "shops/edit"
    let shopName: String
    let shopLink: String
    let peopleLink: String
    let action: String
    let form: FormState
    let trades: [String]
    let days: [DayFields]
    let closures: [ClosureFields]
    /// An empty one, numbered 0, from which the form in another language builds its rows.
    let blankClosure: ClosureFields
    let canAddClosure: Bool
    let holidays: [HolidayChoice]
    let conflict: FormConflict?
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<EditShopPage>] = [
        .text("shopName") { $0.shopName },
        .text("shopLink") { $0.shopLink },
        .text("peopleLink") { $0.peopleLink },
        .text("action") { $0.action },
        .list("inputs") { page in ShopForm.inputs.map { page.form.input($0) } },
        .list("trades") { $0.trades },
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .text("version") { $0.form["version"] },
        .text("loaded") { $0.form[FormBase.field.name] },
        .list("days") { $0.days },
        .list("closures") { $0.closures },
        .one("blankClosure") { $0.blankClosure },
        .flag("canAddClosure") { $0.canAddClosure },
        .list("holidays") { $0.holidays },
        .optionalText("error") { $0.form.error(OpeningHoursForm.holidays) },
        .text("name") { _ in OpeningHoursForm.holidays },
        .one("conflict") { $0.conflict },
    ]
}

/// One answer to what the shop does on public holidays.
struct HolidayChoice: PageModel {
    let rule: OpeningHours.HolidayRule
    let text: String
    let isChosen: Bool

    static let fields: [Field<HolidayChoice>] = [
        .text("value") { $0.rule.rawValue }, .text("text") { $0.text }, .flag("isChosen") { $0.isChosen },
    ]

    /// The answers, with the one of the form chosen.
    static func all(_ form: FormState, _ context: Context) -> [HolidayChoice] {
        OpeningHours.HolidayRule.allCases.map {
            HolidayChoice(
                rule: $0, text: $0.words(context), isChosen: $0.rawValue == form[OpeningHoursForm.holidays])
        }
    }
}

/// The form of a new shop.
struct NewShopPage: Page {
    static let template = "shops/new"
    let form: FormState
    let trades: [String]
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<NewShopPage>] = [
        .list("inputs") { page in ShopForm.inputs.map { page.form.input($0) } },
        .list("trades") { $0.trades },
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
    ]
}

/// One day of the week in the form.
struct DayFields: PageModel {
    let name: String
    let day: String
    let error: String?
    let times: [String]

    init(_ weekday: Int, _ form: FormState, _ context: Context) {
        name = "hours-\(weekday)"
        day = context.language.name(weekday: weekday).capitalisedFirst
        error = form.error(name)
        times = OpeningHoursForm.dayFields[weekday - 1].map { form[$0] }
    }

    static let fields: [Field<DayFields>] = [
        .text("name") { $0.name }, .text("day") { $0.day }, .optionalText("error") { $0.error },
        .text("from1") { $0.times[0] }, .text("to1") { $0.times[1] }, .text("from2") { $0.times[2] },
        .text("to2") { $0.times[3] },
    ]
}

/// One closure in the form, stored or new.
struct ClosureFields: PageModel {
    let inputs: [Input]
    let removal: String
    let isRemoved: Bool
    let isNew: Bool

    init(_ index: Int, _ form: FormState, isNew: Bool) {
        inputs = OpeningHoursForm.inputs(index).map { form.input($0) }
        removal = OpeningHoursForm.removal(index)
        isRemoved = form[removal] == "1"
        self.isNew = isNew
    }

    static let fields: [Field<ClosureFields>] = [
        .list("inputs") { $0.inputs }, .text("removal") { $0.removal }, .flag("isRemoved") { $0.isRemoved },
        .flag("isNew") { $0.isNew },
    ]
}
