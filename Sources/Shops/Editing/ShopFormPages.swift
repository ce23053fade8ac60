import HTMLTemplate

/// The form of a shop that exists.
struct EditShopPage: Page {
    static let template = "shops/edit"
    let shopName: String
    let shopLink: String
    let action: String
    let details: ShopFields
    let version: String
    let days: [DayFields]
    let closures: [ClosureFields]
    /// One nobody has typed in, numbered 0, by which the rows of a form in the other language are made again.
    let blankClosure = ClosureFields(0, FormState(), isNew: false)
    let canAddClosure: Bool
    let conflict: Conflict?
    let section = Section.shops
    let isPrivate = true

    /// What somebody else has stored meanwhile, beside what was typed here.
    struct Conflict: PageModel {
        let changes: [Change]

        static let fields: [Field<Conflict>] = [
            .list("changes") { $0.changes }, .flag("hasChanges") { !$0.changes.isEmpty },
        ]
    }

    struct Change: PageModel {
        let label: String
        let stored: String

        static let fields: [Field<Change>] = [.text("label") { $0.label }, .text("stored") { $0.stored }]
    }

    static let fields: [Field<EditShopPage>] = [
        .text("shopName") { $0.shopName },
        .text("shopLink") { $0.shopLink },
        .text("action") { $0.action },
        .one("details") { $0.details },
        .flag("hasErrors") { !$0.details.form.isValid },
        .list("errors") { $0.details.form.errors },
        .text("version") { $0.version },
        .list("days") { $0.days },
        .list("closures") { $0.closures },
        .one("blankClosure") { $0.blankClosure },
        .flag("canAddClosure") { $0.canAddClosure },
        .one("conflict") { $0.conflict },
    ]
}

/// The form of a shop to add.
struct NewShopPage: Page {
    static let template = "shops/new"
    let details: ShopFields
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<NewShopPage>] = [
        .one("details") { $0.details },
        .flag("hasErrors") { !$0.details.form.isValid },
        .list("errors") { $0.details.form.errors },
    ]
}

/// The fields both forms share.
struct ShopFields: PageModel {
    let form: FormState
    let trades: [String]

    static let fields: [Field<ShopFields>] = [
        .one("name") { $0.form.input("name") },
        .one("trade") { $0.form.input("trade") },
        .list("trades") { $0.trades },
        .one("address") { $0.form.input("address") },
        .one("postcode") { $0.form.input("postcode") },
        .one("town") { $0.form.input("town") },
        .one("description") { $0.form.input("description") },
        .one("site") { $0.form.input("site") },
        .one("phone") { $0.form.input("phone") },
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
        let field = name
        error = form.errors.first { $0.field == field }?.text
        times = OpeningHoursForm.dayFields[weekday - 1].map { form[$0] }
    }

    static let fields: [Field<DayFields>] = [
        .text("name") { $0.name }, .text("day") { $0.day }, .optionalText("error") { $0.error },
        .text("from1") { $0.times[0] }, .text("to1") { $0.times[1] }, .text("from2") { $0.times[2] },
        .text("to2") { $0.times[3] },
    ]
}

/// One closure in the form, stored or to add.
struct ClosureFields: PageModel {
    let index: Int
    let from: Input
    let until: Input
    let reason: Input
    let isRemoved: Bool
    let isNew: Bool

    init(_ index: Int, _ form: FormState, isNew: Bool) {
        self.index = index
        from = form.input(OpeningHoursForm.closureName(index, "from"))
        until = form.input(OpeningHoursForm.closureName(index, "until"))
        reason = form.input(OpeningHoursForm.closureName(index, "reason"))
        isRemoved = form[OpeningHoursForm.closureName(index, "remove")] == "1"
        self.isNew = isNew
    }

    static let fields: [Field<ClosureFields>] = [
        .plainNumber("index") { $0.index }, .one("from") { $0.from }, .one("until") { $0.until },
        .one("reason") { $0.reason }, .flag("isRemoved") { $0.isRemoved }, .flag("isNew") { $0.isNew },
    ]
}
