import Base
import HTMLTemplate
import Shell

/// Where a list of members is pasted or a file is chosen.
struct NewPeopleImportPage: Page {
    static let template = "imports/people-new"
    let form: FormState
    let recent: [NewImportPage.Done]
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<NewPeopleImportPage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .list("inputs") { page in
            PeopleImportForm.inputs.map {
                page.form.input(
                    $0,
                    values: [
                        "megabytes": page.form.format(SiteLimits.importBytes >> 20),
                        "lineLimit": page.form.format(SiteLimits.importLines),
                    ])
            }
        },
        .list("recent") { $0.recent }, .flag("hasRecent") { !$0.recent.isEmpty },
    ]
}

/// The form for a list of members, pasted or as a file.
enum PeopleImportForm {
    static let people = TextField(
        "people", .lines(8), label: "people.import.list", limit: nil, hint: "people.import.list.hint",
        presence: .conditional, autocomplete: nil)
    static let file = TextField(
        "file", .file(accept: ".xlsx,.ods,.csv,.txt,.tsv,text/csv,text/plain", limit: SiteLimits.importBytes),
        label: "import.file", limit: nil, hint: "import.file.hint", presence: .conditional, autocomplete: nil)
    static let inputs = [people, file]
    static let fields = inputs.map(AnyField.init) + [.choice("take-*"), .choice("shown")]
}

/// What an import of members would do, or did.
struct PeopleImportPage: Page {
    static let template = "imports/people"
    let fileName: String
    let summary: [String]
    let questions: [ImportQuestion]
    let rows: [ImportRow]
    /// The numbers of the lines that have a box.
    let shown: String
    let action: String
    let confirmAction: String
    /// «Ajouter 38 adhérents»; nil when nothing would change.
    let confirmText: String?
    let pages: Pagination
    /// When it was confirmed or undone; nil for a preview.
    let done: String?
    /// The form that undoes it.
    let undo: String?
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<PeopleImportPage>] = [
        .text("fileName") { $0.fileName }, .list("summary") { $0.summary }, .list("questions") { $0.questions },
        .flag("hasQuestions") { !$0.questions.isEmpty }, .list("rows") { $0.rows },
        .flag("hasRows") { !$0.rows.isEmpty }, .text("shown") { $0.shown }, .text("action") { $0.action },
        .text("confirmAction") { $0.confirmAction }, .optionalText("confirmText") { $0.confirmText },
        .one("pages") { $0.pages.ifLong }, .optionalText("done") { $0.done }, .optionalText("undo") { $0.undo },
    ]
}
