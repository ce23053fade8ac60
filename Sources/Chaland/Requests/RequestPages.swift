import HTMLTemplate
import Shell

/// The form by which anyone asks about their data. Also the page that thanks.
struct RequestFormPage: Page {
    static let template = "requests/new"
    let isSent: Bool
    let form: FormState
    let kinds: [FormOption]
    let isPrivate = true

    static let fields: [Field<RequestFormPage>] = [
        .flag("isSent") { $0.isSent }, .list("kinds") { $0.kinds },
        .optionalText("kindError") { $0.form.error(RequestForm.kind) },
        .list("inputs") { page in RequestForm.inputs.map { page.form.input($0) } },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// The fields of a request.
enum RequestForm {
    static let kind = "kind"
    static let name = TextField(
        "name", label: "request.name", limit: 120, missing: "request.name.missing", autocomplete: "name")
    static let contact = TextField(
        "contact", label: "request.contact", limit: 254, missing: "request.contact.missing",
        hint: "request.contact.hint", autocomplete: "email")
    static let words = TextField(
        "words", .lines(5), label: "request.words", limit: 2_000, hint: "request.words.hint", autocomplete: nil)
    static let inputs = [name, contact, words]
    static let fields = [AnyField.choice(kind)] + inputs.map(AnyField.init)
}

/// The requests, for the presidency.
struct RequestsPage: Page {
    static let template = "requests/index"
    let waiting: [Row]
    let closed: [Row]
    let section = Section.home
    let isPrivate = true

    struct Row: PageModel {
        let kind: String
        let name: String
        let contact: String
        let words: String
        /// What to do.
        let advice: String
        /// «À traiter avant le 2 avril 2026»
        let due: String
        let isLate: Bool
        let action: String

        static let fields: [Field<Row>] = [
            .text("kind") { $0.kind }, .text("name") { $0.name }, .text("contact") { $0.contact },
            .text("words") { $0.words }, .text("advice") { $0.advice }, .text("due") { $0.due },
            .flag("isLate") { $0.isLate }, .text("action") { $0.action },
        ]
    }

    static let fields: [Field<RequestsPage>] = [
        .list("waiting") { $0.waiting }, .flag("hasWaiting") { !$0.waiting.isEmpty }, .list("closed") { $0.closed },
        .flag("hasClosed") { !$0.closed.isEmpty },
    ]
}
