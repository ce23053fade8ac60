import Base
import HTMLTemplate
import Shell

/// A consultation: the form of each shop of the member, and the results once they may be seen.
struct ConsultationPage: Page {
    static let template = "projects/consultation"
    let project: Project
    /// Of the comparison.
    let backLink: String
    let path: String
    let isOpen: Bool
    let isCancelled: Bool
    let until: String
    let rule: String
    let asked: Int
    let answered: Int
    let forms: [AnswerForm]
    /// Whether the member speaks for a shop.
    let hasShop: Bool
    /// Nil while they are hidden.
    let results: [Result]?
    let outcome: String
    let isHidden: Bool
    let canCancel: Bool
    let section = Section.projects
    let isPrivate = true

    /// The form of one shop.
    struct AnswerForm: PageModel {
        let code: String
        let shop: String
        let isNamed: Bool
        /// `checkbox` or `radio`.
        let control: String
        let options: [FormOption]
        /// «Aucun ne me convient» is chosen.
        let isNone: Bool
        /// When it answered, in words; nil while it has not.
        let answered: String?
        var error: String?

        static let fields: [Field<AnswerForm>] = [
            .text("code") { $0.code }, .text("shop") { $0.shop }, .flag("isNamed") { $0.isNamed },
            .flag("isOne") { $0.control == "radio" }, .list("options") { $0.options },
            .flag("isNone") { $0.isNone }, .optionalText("answered") { $0.answered },
            .optionalText("answerError") { $0.error },
        ]
    }

    /// The votes for one scenario.
    struct Result: PageModel {
        let name: String
        let link: String?
        let voices: Int

        static let fields: [Field<Result>] = [
            .text("name") { $0.name }, .optionalText("link") { $0.link }, .number("voices") { $0.voices },
        ]
    }

    static let fields: [Field<ConsultationPage>] = [
        .text("projectTitle") { $0.project.details.title }, .text("backLink") { $0.backLink },
        .text("path") { $0.path }, .flag("isOpen") { $0.isOpen }, .flag("isCancelled") { $0.isCancelled },
        .text("until") { $0.until }, .text("rule") { $0.rule }, .number("asked") { $0.asked },
        .number("turnout") { $0.answered }, .list("forms") { $0.forms },
        .flag("hasShop") { $0.hasShop },
        .flag("hasResults") { $0.results != nil }, .list("results") { $0.results ?? [] },
        .text("outcome") { $0.outcome }, .flag("isHidden") { $0.isHidden }, .flag("canCancel") { $0.canCancel },
        .flag("hasErrors") { page in page.forms.contains { $0.error != nil } },
        .list("errors") { page in
            page.forms.compactMap { form in form.error.map { FieldError(field: "answer-" + form.code, text: $0) } }
        },
    ]
}

extension ConsultationPage {
    /// The page as this member may see it. `refused`: the shop whose answer was refused, with the reason.
    static func of(
        _ consultation: Consultation, _ project: Project, refused: (shop: String, error: String)? = nil,
        _ context: Context
    ) throws -> ConsultationPage {
        let (member, now) = (try context.requireMember(), context.now)
        let places = member.workplaces(may: .represent)
        let (options, turnout, results, answers) = try context.read { db in
            (
                try consultation.options(in: db), try consultation.turnout(in: db),
                try consultation.results(at: now, in: db),
                try places.compactMap { place in
                    try consultation.answer(of: place.id, in: db).map { (place: place, answer: $0) }
                }
            )
        }
        let isOpen = consultation.isOpen(at: now)
        var forms: [AnswerForm] = []
        for (place, answer) in isOpen ? answers : [] {
            var form = AnswerForm(place, answer, consultation, options, isNamed: answers.count > 1, context)
            if let refused, refused.shop == place.code { form.error = refused.error }
            forms.append(form)
        }
        let rows = results.map { voices in options.map { Result($0, voices[$0.id] ?? 0, project, context) } }?
            .sorted { $0.voices > $1.voices }
        return ConsultationPage(
            project: project, backLink: context.link(.scenarios(project.publicID)),
            path: context.link(.consultation(consultation.publicID, of: project.publicID)), isOpen: isOpen,
            isCancelled: consultation.cancelledAt != nil,
            until: context.language.day(consultation.lastDay, seenOn: now.local.day),
            rule: context.say(
                consultation.mode == .approve ? "consultation.rule.approve" : "consultation.rule.choose"),
            asked: turnout.asked, answered: turnout.answered, forms: forms, hasShop: !places.isEmpty, results: rows,
            outcome: isOpen ? "" : outcome(rows, context), isHidden: consultation.isHidden,
            canCancel: isOpen && project.mayChoose(member))
    }

    /// «Le plus choisi : Sobre.»
    private static func outcome(_ rows: [Result]?, _ context: Context) -> String {
        guard let rows, let most = rows.first?.voices else { return "" }
        if most == 0 { return context.say("consultation.outcome.none") }
        let first = rows.filter { $0.voices == most }
        return first.count == 1
            ? context.say("consultation.outcome.one", ["title": first[0].name])
            : context.say("consultation.outcome.tie")
    }
}

extension ConsultationPage.Result {
    fileprivate init(_ scenario: Scenario, _ voices: Int, _ project: Project, _ context: Context) {
        (name, self.voices) = (scenario.details.title, voices)
        link = scenario.removal == nil ? context.link(.scenario(scenario.publicID, of: project.publicID)) : nil
    }
}

extension ConsultationPage.AnswerForm {
    fileprivate init(
        _ place: Workplace, _ answer: Consultation.Answer, _ consultation: Consultation, _ options: [Scenario],
        isNamed: Bool, _ context: Context
    ) {
        (code, shop, self.isNamed) = (place.code, place.name, isNamed)
        control = consultation.mode == .choose ? "radio" : "checkbox"
        self.options = options.map {
            FormOption(value: $0.publicID, text: $0.details.title, isChosen: answer.chosen.contains($0.id))
        }
        isNone = answer.answeredAt != nil && answer.chosen.isEmpty
        answered = answer.answeredAt.map(context.language.moment)
    }
}

/// The form that opens a consultation.
struct NewConsultationPage: Page {
    static let template = "projects/consultation-form"
    static let until = TextField(
        "until", .date, label: "consultation.until", limit: nil, missing: "consultation.until.missing",
        hint: "consultation.until.hint", isShort: true)
    static let formFields = [.choice("mode"), .choice("asks"), .choice("hidden"), AnyField(until)]

    let project: Project
    let form: FormState
    let backLink: String
    let today: Day
    let canChooseOne: Bool
    let participants: Int
    let section = Section.projects
    let isPrivate = true

    static let fields: [Field<NewConsultationPage>] = [
        .text("projectTitle") { $0.project.details.title }, .text("backLink") { $0.backLink },
        .text("publicID") { $0.project.publicID }, .flag("isChoose") { $0.form["mode"] == "choose" },
        .flag("canChooseOne") { $0.canChooseOne }, .flag("asksAll") { $0.form["asks"] == "all" },
        .number("participants") { $0.participants },
        .flag("isHidden") { $0.form["hidden"] == "1" }, .one("untilInput") { $0.untilInput },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]

    private var untilInput: Input {
        var input = form.input(NewConsultationPage.until)
        input.days = (today.description, today.adding(days: SiteLimits.consultationDays).description)
        return input
    }
}

/// The latest consultation about the scenarios of a project, on their page.
struct ConsultationNote: PageModel {
    let isOpen: Bool
    let until: String
    let link: String

    static let fields: [Field<ConsultationNote>] = [
        .flag("isOpen") { $0.isOpen }, .text("until") { $0.until }, .text("link") { $0.link },
    ]

    init(_ consultation: Consultation, of project: Project, _ context: Context) {
        isOpen = consultation.isOpen(at: context.now)
        until = context.language.day(consultation.lastDay, seenOn: context.now.local.day)
        link = context.link(.consultation(consultation.publicID, of: project.publicID))
    }
}
