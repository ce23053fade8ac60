import Base
import HTMLTemplate
import Shell
import Web

/// The experts of a project, for its leads, and the form that invites one.
struct ExpertsPage: Page {
    static let template = "projects/experts"
    let title: String
    let path: String
    let backLink: String
    let experts: [ExpertLine]
    let form: FormState
    let section = Section.projects
    let isPrivate = true

    static let name = TextField(
        "name", label: "project.expert.name", limit: 120, missing: "project.expert.name.missing")
    static let quality = TextField(
        "quality", label: "project.expert.quality", limit: 120, hint: "project.expert.quality.hint")
    static let formFields = [AnyField(name), AnyField(quality)]

    static let fields: [Field<ExpertsPage>] = [
        .text("title") { $0.title }, .text("path") { $0.path }, .text("backLink") { $0.backLink },
        .list("experts") { $0.experts }, .list("inputs") { [$0.form.input(name), $0.form.input(quality)] },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// An expert with their link, for the leads who hand it over.
struct ExpertLine: PageModel {
    let anchor: String
    let name: String
    /// «Le lien est valable jusqu’au 1er mars 2027.», or that it is closed.
    let state: String
    /// The message to send them, with the link; empty when it is closed.
    let message: String
    let renewAction: String
    let endAction: String?
    let eraseAction: String

    static let fields: [Field<ExpertLine>] = [
        .text("anchor") { $0.anchor }, .text("name") { $0.name }, .text("state") { $0.state },
        .text("message") { $0.message },
        .text("renewAction") { $0.renewAction }, .optionalText("endAction") { $0.endAction },
        .text("eraseAction") { $0.eraseAction },
    ]

    init(_ expert: ProjectExpert, of project: Project, _ context: Context) {
        let isOpen = expert.isOpen(at: context.now)
        let day = context.language.date(expert.expiresAt.local.day)
        anchor = "e-" + expert.publicID
        name = expert.signature
        state = isOpen ? context.say("project.expert.until", ["day": day]) : context.say("project.expert.closed")
        let words = [
            "name": expert.name, "title": project.details.title, "association": context.association.name, "day": day,
            "address": context.absolute(.expertise(expert.secret(context.site.key))),
        ]
        message = isOpen ? context.say("project.expert.message", words) : ""
        renewAction = context.link(.renewExpert(expert.publicID, of: project))
        endAction = isOpen ? context.link(.endExpert(expert.publicID, of: project)) : nil
        eraseAction = context.link(.eraseExpert(expert.publicID, of: project))
    }
}

/// The project as its expert sees it, by the link: its text, documents and scenarios, and the opinions they sign.
struct ExpertisePage: Page {
    static let template = "projects/expertise"
    let project: Project
    let signature: String
    let dates: [String]
    let budget: String?
    let documents: [Document]
    let subjects: [Subject]
    let path: String
    let until: String
    let form: FormState
    let isPrivate = true

    static let text = TextField(
        "text", .lines(6), label: "project.expert.opinion", limit: 3_000, missing: "project.expert.opinion.missing",
        autocomplete: nil)
    /// The scenario, by its public id; empty for the project as a whole.
    static let about = "about"
    static let formFields = [AnyField(text), .choice(about)]

    static let fields: [Field<ExpertisePage>] = [
        .text("title") { $0.project.details.title }, .text("purpose") { $0.project.details.purpose },
        .text("happens") { $0.project.details.dates.isEmpty ? $0.project.details.happens : "" },
        .text("place") { $0.project.details.place }, .list("dates") { $0.dates },
        .optionalText("budget") { $0.budget }, .text("signature") { $0.signature },
        .list("documents") { $0.documents }, .number("documentCount") { $0.documents.count },
        .list("subjects") { $0.subjects }, .text("path") { $0.path }, .text("until") { $0.until },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]

    struct Document: PageModel {
        let name: String
        let link: String
        let kind: String

        static let fields: [Field<Document>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("kind") { $0.kind },
        ]

        init(_ document: ProjectDocument, _ secret: Secret, _ context: Context) {
            name = document.title
            link = context.link(.expertDocument(document.publicID, secret))
            kind = DocumentLine.kind(of: document, context)
        }
    }

    /// What an opinion is about: a scenario, or the project as a whole.
    struct Subject: PageModel {
        /// The public id of the scenario; empty for the project as a whole.
        let about: String
        /// With what they signed last, or typed now.
        let opinion: Input
        let scenario: ScenarioView?
        /// «Signé le 3 mars 2026»; empty before.
        let signed: String

        static let fields: [Field<Subject>] = [
            .text("about") { $0.about }, .one("opinion") { $0.opinion }, .one("scenario") { $0.scenario },
            .text("signed") { $0.signed },
        ]
    }
}
