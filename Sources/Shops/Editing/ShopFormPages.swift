import Base
import HTMLTemplate
import Shell

/// The form of an existing shop.
struct EditShopPage: Page {
    static let template = "shops/edit"
    let shopName: String
    let shopLink: String
    /// Nil for members who do not decide who works there.
    let peopleLink: String?
    let photosLink: String
    let action: String
    let form: FormState
    let trades: [String]
    let choices: [ChoiceFields]
    let days: [DayFields]
    let seasons: [SeasonLine]
    let closures: RowFields
    let openings: RowFields
    let holidays: [FormOption]
    let conflict: FormConflict?
    let section = Section.shops
    let isPrivate = true

    private func inputs(_ section: ShopField.Section) -> [Input] { ShopForm.inputs(section).map { form.input($0) } }
    /// Whether a folded part has something to be decided.
    private func isOpen(_ section: ShopField.Section) -> Bool {
        conflict != nil || ShopForm.inputs(section).contains { form.error($0.name) != nil }
    }
    /// Whether the folded part for sharing costs is open: filled, or to be corrected.
    private var isSharingOpen: Bool {
        ShopForm.inputs(.sharing).contains { !form[$0].isEmpty || form.error($0.name) != nil }
    }

    static let fields: [Field<EditShopPage>] = [
        .text("shopName") { $0.shopName },
        .text("shopLink") { $0.shopLink },
        .optionalText("peopleLink") { $0.peopleLink }, .text("photosLink") { $0.photosLink },
        .text("action") { $0.action },
        .list("inputs") { $0.inputs(.details) },
        .list("contactInputs") { $0.inputs(.contact) },
        .flag("isContactOpen") { $0.isOpen(.contact) },
        .list("choiceFields") { $0.choices },
        .flag("isOfferOpen") { $0.isOpen(.offer) },
        .list("hoursInputs") { $0.inputs(.hours) },
        .list("sharingInputs") { $0.inputs(.sharing) },
        .flag("isSharingOpen") { $0.isSharingOpen },
        .list("trades") { $0.trades },
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .text("version") { $0.form["version"] },
        .text("loaded") { $0.form[FormBase.field.name] },
        .list("days") { $0.days },
        .flag("hasFoldedDays") { $0.days.contains { !$0.hasThird } },
        .list("seasons") { $0.seasons },
        .flag("hasSeasons") { !$0.seasons.isEmpty },
        .flag("canAddSeason") { $0.seasons.count < SeasonForm.seasonsAtMost },
        .one("closures") { $0.closures },
        .one("openings") { $0.openings },
        .list("holidays") { $0.holidays },
        .optionalText("error") { $0.form.error(OpeningHoursForm.holidays) },
        .text("name") { _ in OpeningHoursForm.holidays },
        .one("conflict") { $0.conflict },
    ]
}

/// The form of a new shop.
struct NewShopPage: Page {
    static let template = "shops/new"
    let form: FormState
    let trades: [String]
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<NewShopPage>] = [
        .list("inputs") { page in ShopForm.inputs(.details).map { page.form.input($0) } },
        .list("trades") { $0.trades },
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
    ]
}

extension FormOption {
    /// The answers to what the shop does on public holidays, with the one of the form chosen.
    static func holidays(_ form: FormState, _ context: Context) -> [FormOption] {
        OpeningHours.HolidayRule.allCases.map {
            FormOption(
                value: $0.rawValue, text: $0.words(context), isChosen: $0.rawValue == form[OpeningHoursForm.holidays])
        }
    }

    /// An empty option, then these, with `chosen` chosen.
    static func list(_ options: [(value: Int, text: String)], chosen: String) -> [FormOption] {
        [FormOption(value: "", text: "", isChosen: false)]
            + options.map {
                FormOption(value: String($0.value), text: $0.text, isChosen: String($0.value) == chosen.trimmed)
            }
    }
}

/// One day of the week in the form.
struct DayFields: PageModel {
    let name: String
    let day: String
    let error: String?
    let times: [String]

    private init(_ weekday: Int, _ form: FormState, _ context: Context) {
        name = WeekForm.unit(of: weekday)
        day = context.language.name(weekday: weekday).capitalisedFirst
        error = form.error(name)
        times = WeekForm.dayFields[weekday - 1].map { form[$0] }
    }

    /// The days, Monday first.
    static func all(_ form: FormState, _ context: Context) -> [DayFields] {
        (1...7).map { DayFields($0, form, context) }
    }

    /// Whether the third interval is used; else it is folded away.
    var hasThird: Bool { times.dropFirst(4).contains { !$0.isEmpty } }

    static let fields: [Field<DayFields>] = [
        .text("name") { $0.name }, .text("day") { $0.day }, .optionalText("error") { $0.error },
        .text("from1") { $0.times[0] }, .text("to1") { $0.times[1] }, .text("from2") { $0.times[2] },
        .text("to2") { $0.times[3] }, .text("from3") { $0.times[4] }, .text("to3") { $0.times[5] },
        .flag("hasThird") { $0.hasThird },
    ]
}
