import HTMLTemplate
import HTTP
import Shell
import Web

/// The form for a list of shops, pasted or as a file.
enum NewImportForm {
    static let shops = TextField(
        "shops", .lines(8), label: "import.shops", limit: nil, hint: "import.shops.hint", presence: .conditional,
        autocomplete: nil)
    static let file = TextField(
        "file", .file(accept: ".xlsx,.ods,.csv,.txt,.tsv,text/csv,text/plain", limit: SiteLimits.importBytes),
        label: "import.file",
        limit: nil, hint: "import.file.hint", presence: .conditional, autocomplete: nil)
    static let inputs = [shops, file]
    static let fields = inputs.map(AnyField.init)
}

/// Where shops are pasted or a file is chosen.
struct NewImportPage: Page {
    static let template = "imports/new"
    let form: FormState
    let recent: [Done]
    let section = Section.home
    let isPrivate = true

    /// An import of the last days.
    struct Done: PageModel {
        let link: String
        let text: String
        let state: String
        let date: String
        let datetime: String

        static let fields: [Field<Done>] = [
            .text("state") { $0.state },
            .text("link") { $0.link }, .text("text") { $0.text }, .text("date") { $0.date },
            .text("datetime") { $0.datetime },
        ]
    }

    static let fields: [Field<NewImportPage>] = [
        .flag("hasErrors") { !$0.form.isValid },
        .list("errors") { $0.form.errors },
        .list("inputs") { page in NewImportForm.inputs.map { page.form.input($0, values: page.limits) } },
        .list("recent") { $0.recent },
        .flag("hasRecent") { !$0.recent.isEmpty },
    ]

    private var limits: [String: String] {
        [
            "lineLimit": form.format(SiteLimits.importLines),
            "megabytes": form.format(SiteLimits.importBytes >> 20),
        ]
    }
}

/// The preview of an import: what it would do, and what can be corrected before.
struct ImportPage: Page {
    static let template = "imports/show"
    let fileName: String
    let summary: [String]
    let problem: String?
    let columns: [ColumnChoice]
    let errors: [FieldError]
    let reading: ReadingForm
    let unused: String?
    /// The numbers of the lines on this page that have a box.
    let shown: String
    let fixes: [ImportRow]
    let questions: [ImportQuestion]
    let options: [ImportPage.Check]
    let missing: [ImportPage.Check]
    /// How many shops are missing in the list, in words; nil when none is.
    let missingText: String?
    /// How many of them are not shown, in words.
    let missingMore: String?
    let items: [ImportRow]
    let action: String
    let confirmAction: String
    let confirmText: String?
    let pages: Pagination
    let caption: String
    let section = Section.home
    let isPrivate = true

    /// One column of the file with the list to choose from.
    struct ColumnChoice: PageModel {
        let name: String
        let title: String
        let example: String
        let options: [FormOption]
        let error: String?

        static let fields: [Field<ColumnChoice>] = [
            .text("name") { $0.name }, .text("title") { $0.title }, .text("example") { $0.example },
            .list("options") { $0.options }, .optionalText("error") { $0.error },
        ]
    }

    /// A box to tick.
    struct Check: PageModel {
        let name: String
        let value: String
        let text: String
        let isChecked: Bool

        static let fields: [Field<Check>] = [
            .text("name") { $0.name }, .text("value") { $0.value }, .text("text") { $0.text },
            .flag("isChecked") { $0.isChecked },
        ]
    }

    static let fields: [Field<ImportPage>] = [
        .text("fileName") { $0.fileName }, .list("summary") { $0.summary }, .optionalText("problem") { $0.problem },
        .list("columns") { $0.columns }, .list("errors") { $0.errors }, .flag("hasErrors") { !$0.errors.isEmpty },
        .one("reading") { $0.reading }, .text("shown") { $0.shown }, .optionalText("unused") { $0.unused },
        .list("items") { $0.items },
        .list("questions") { $0.questions }, .flag("hasQuestions") { !$0.questions.isEmpty },
        .flag("hasDefiniteQuestions") { page in page.questions.contains(where: \.isDefinite) },
        .list("settings") { $0.options }, .flag("hasSettings") { !$0.options.isEmpty }, .list("missing") { $0.missing },
        .optionalText("missingText") { $0.missingText }, .optionalText("missingMore") { $0.missingMore },
        .flag("hasItems") { !$0.items.isEmpty }, .list("fixes") { $0.fixes }, .flag("hasFixes") { !$0.fixes.isEmpty },
        .text("action") { $0.action }, .text("confirmAction") { $0.confirmAction },
        .optionalText("confirmText") { $0.confirmText }, .one("pages") { $0.pages.ifLong },
        .text("caption") { $0.caption },
    ]
}

/// A line of the preview: its texts, and its fields when there is something to correct.
struct ImportRow: PageModel {
    let line: Int
    let state: String
    let tag: String
    let isBad: Bool
    /// Whether the box is ticked that takes it.
    let isTaken: Bool
    /// «Prendre la ligne 7».
    let takeText: String
    let name: String
    let trade: String
    let address: String
    let more: [String]
    let remarks: [String]
    let inputs: [Input]

    static let fields: [Field<ImportRow>] = [
        .plainNumber("line") { $0.line }, .text("state") { $0.state }, .text("tag") { $0.tag },
        .flag("isBad") { $0.isBad }, .flag("isTaken") { $0.isTaken }, .text("takeText") { $0.takeText },
        .text("name") { $0.name }, .text("trade") { $0.trade },
        .text("address") { $0.address }, .list("more") { $0.more }, .list("remarks") { $0.remarks },
        .list("inputs") { $0.inputs },
    ]
}

/// What an import did, with the button that undoes it.
struct ImportReportPage: Page {
    static let template = "imports/report"
    let fileName: String
    let date: String
    let datetime: String
    let figures: [String]
    /// The lines that were left out.
    let left: [String]
    /// Shops whose own words stayed.
    let preserved: [String]
    let isUndone: Bool
    let canUndo: Bool
    let stayed: [String]
    let action: String
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<ImportReportPage>] = [
        .text("fileName") { $0.fileName }, .text("date") { $0.date }, .text("datetime") { $0.datetime },
        .list("figures") { $0.figures }, .list("left") { $0.left }, .flag("hasLeft") { !$0.left.isEmpty },
        .list("preserved") { $0.preserved }, .flag("hasPreserved") { !$0.preserved.isEmpty },
        .flag("isUndone") { $0.isUndone },
        .flag("canUndo") { $0.canUndo }, .list("stayed") { $0.stayed }, .flag("hasStayed") { !$0.stayed.isEmpty },
        .text("action") { $0.action },
    ]
}
