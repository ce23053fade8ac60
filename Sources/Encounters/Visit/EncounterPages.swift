import Base
import HTMLTemplate
import Shell

/// One question with its answers, as radio buttons.
struct ChoiceGroup: PageModel {
    let name: String
    let legend: String
    let error: String?
    let choices: [Choice]

    /// One answer.
    struct Choice: PageModel {
        let value: String
        let label: String
        let isChecked: Bool

        static let fields: [Field<Choice>] = [
            .text("choiceValue") { $0.value }, .text("label") { $0.label }, .flag("isChecked") { $0.isChecked },
        ]
    }

    static let fields: [Field<ChoiceGroup>] = [
        .text("name") { $0.name }, .text("legend") { $0.legend }, .optionalText("error") { $0.error },
        .list("choices") { $0.choices },
    ]

    /// An answer is chosen, or there is an error.
    var isAnswered: Bool { error != nil || choices.contains { $0.isChecked } }

    /// The question `encounter.NAME` with the answers `encounter.NAME.VALUE`.
    init(_ name: String, _ values: [String], _ form: FormState, _ context: Context) {
        self.name = name
        legend = context.say("encounter.\(name)")
        error = form.error(name)
        choices = values.map { value in
            Choice(
                value: value, label: context.say("encounter.\(name).\(value)"), isChecked: form[name] == value)
        }
    }

    /// The question `encounter.NAME` with yes and no.
    init(yesOrNo name: String, _ form: FormState, _ context: Context) {
        self.init(name, ["yes", "no"], form, context)
    }
}

/// The page of an answer while its change code lasts: the face, the details, the review.
struct EncounterPage: Page {
    static let template = "encounters/show"
    let shopName: String
    let shopCode: String
    /// The recorded face, 1 to 5, and its word.
    let feeling: Int
    let face: String
    let code: String
    /// The URL where the code can be typed, without its scheme.
    let address: String?
    let until: String
    let form: FormState
    let first: [ChoiceGroup]
    let more: [ChoiceGroup]
    let today: Day
    /// A sentence about what was just done, from the query: visitors get no cookie.
    let done: String?
    let hasReview: Bool
    let isReviewDecided: Bool
    /// Held: too many answers came from this network or for this shop. The page has no field for words.
    let isHeld: Bool
    let isPrivate = true

    static let fields: [Field<EncounterPage>] = [
        .text("shopName") { $0.shopName }, .text("shopCode") { $0.shopCode },
        .flag("isFace1") { $0.feeling == 1 }, .flag("isFace2") { $0.feeling == 2 },
        .flag("isFace3") { $0.feeling == 3 }, .flag("isFace4") { $0.feeling == 4 },
        .flag("isFace5") { $0.feeling == 5 }, .text("face") { $0.face },
        .text("code") { $0.code }, .optionalText("address") { $0.address }, .text("until") { $0.until },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("first") { $0.first }, .list("more") { $0.more },
        .flag("isMoreOpen") { $0.more.contains { $0.isAnswered } },
        .flag("isQuoteAllowed") { !$0.form[EncounterForm.quote].isEmpty },
        .flag("isPublishOpen") { !$0.form["publish"].isEmpty },
        .one("note") { $0.form.input(EncounterForm.note) }, .list("inputs") { ReviewForm.inputs($0.form, $0.today) },
        .text("name") { _ in "publish" }, .optionalText("error") { $0.form.error("publish") },
        .text("author") { $0.form["author"] },
        .optionalText("done") { $0.done },
        .flag("hasReview") { $0.hasReview },
        .flag("isHeld") { $0.isHeld }, .flag("maySendReview") { !$0.isHeld && !$0.isReviewDecided },
        .plainNumber("withdrawnDays") { _ in ReviewData.withdrawn.term / .days(1) },
    ]

    init(_ encounter: OpenEncounter, code: Secret, form: FormState, done: String? = nil, _ context: Context) {
        shopName = encounter.shopName
        shopCode = encounter.shopCode
        feeling = encounter.feeling
        face = context.say("face.\(encounter.feeling)")
        self.code = code.grouped
        address = context.publicAddress.origin.map { $0.authority + Link.changeCode.path }
        let local = encounter.until.local
        until = context.language.time(minute: local.minute)
        self.form = form
        let reasons = Encounter.NoPurchaseReason.onPhone(
            trade: encounter.shopTrade, name: encounter.shopName,
            chosen: Encounter.NoPurchaseReason(rawValue: form["reason"]))
        first = [
            ChoiceGroup(yesOrNo: "purchased", form, context),
            ChoiceGroup("reason", reasons.map(\.rawValue), form, context),
        ]
        more = [
            ChoiceGroup("came_for", Encounter.CameFor.allCases.map(\.rawValue), form, context),
            ChoiceGroup(yesOrNo: "greeted", form, context),
            ChoiceGroup("wait", Encounter.Wait.allCases.map(\.rawValue), form, context),
            ChoiceGroup(yesOrNo: "listened", form, context),
            ChoiceGroup(yesOrNo: "thanked", form, context),
            ChoiceGroup(yesOrNo: "would_return", form, context),
        ]
        today = context.now.local.day
        self.done = done
        hasReview = encounter.review != nil
        isReviewDecided = encounter.review?.isDecided ?? false
        isHeld = encounter.isHeld
    }
}

/// The field for a change code; also the 410 page of an ended code and the page after a withdrawal.
struct ChangeCodePage: Page {
    static let template = "encounters/change"
    let form: FormState
    let isOver: Bool
    let isWithdrawn: Bool
    /// A review was sent with the withdrawn answer.
    let hadReview: Bool
    /// Words that were sent after the code had ended, to be copied.
    let words: String?
    let isPrivate = true

    static let fields: [Field<ChangeCodePage>] = [
        .optionalText("words") { $0.words },
        .one("codeField") { $0.form.input(CodeForm.change) }, .flag("isOver") { $0.isOver },
        .flag("isWithdrawn") { $0.isWithdrawn },
        .plainNumber("minutes") { _ in SiteLimits.changeCode / 60 }, .flag("hadReview") { $0.hadReview },
        .plainNumber("withdrawnDays") { _ in ReviewData.withdrawn.term / .days(1) },
    ]

    init(
        typed: String, isOver: Bool, isWithdrawn: Bool, hadReview: Bool = false, words: String? = nil,
        _ context: Context
    ) {
        form = FormState([CodeForm.change.name: String(typed.prefix(CodeForm.limit))], context)
        (self.isOver, self.isWithdrawn, self.hadReview, self.words) = (isOver, isWithdrawn, hadReview, words)
    }
}
