import Base
import HTMLTemplate

/// The parts of a copy, in words: shown by the page of a member and by that of an author.
package struct CopyPart: PageModel {
    let heading: String
    let rows: [Row]
    /// «et 120 autres, dans le fichier»; nil when all are shown.
    let others: String?

    struct Row: PageModel {
        let cells: [Cell]

        static let fields: [Field<Row>] = [.list("cells") { $0.cells }]
    }

    struct Cell: PageModel {
        let label: String
        let text: String

        static let fields: [Field<Cell>] = [.text("label") { $0.label }, .text("text") { $0.text }]
    }

    package static let fields: [Field<CopyPart>] = [
        .text("heading") { $0.heading }, .list("rows") { $0.rows }, .optionalText("others") { $0.others },
    ]

    /// The most rows of a part on a page; the file has all.
    private static let rowsShown = 20

    /// The parts that have rows.
    package static func all(of copy: PersonalCopy, _ context: Context) -> [CopyPart] {
        copy.parts.filter { !$0.rows.isEmpty }.map { part in
            let more = part.rows.count - rowsShown
            return CopyPart(
                heading: context.say("copy.\(part.name)"),
                rows: part.rows.prefix(rowsShown).map { row in Row(cells: row.map { cell($0, context) }) },
                others: more > 0 ? context.say("copy.others", count: more) : nil)
        }
    }

    private static func cell(_ cell: PersonalCopy.Cell, _ context: Context) -> Cell {
        let text: String
        switch cell.column {
        case .text: text = cell.text
        case .day: text = Day(cell.text).map { context.language.date($0) } ?? cell.text
        case .moment: text = context.language.moment(Instant(seconds: Int(cell.text) ?? 0))
        case .word(_, let prefix):
            let key = prefix + cell.text
            text = context.messages[key] == nil ? cell.text : context.messages.text(key)
        }
        return Cell(label: context.say("copy.column.\(cell.column.name)"), text: text)
    }
}

/// «Mes données»: all that is stored about a member, for themselves.
struct OwnDataPage: Page {
    static let template = "data/show"
    let parts: [CopyPart]
    let isPrivate = true

    static let fields: [Field<OwnDataPage>] = [.list("parts") { $0.parts }]
}

/// The form by which members erase their own data, or the presidency that of a former member.
package struct ErasePage: Page {
    package static let template = "data/erase"
    let name: String?
    let action: String
    let back: String
    let isLastPresident: Bool
    let password: TextField?
    let form: FormState
    package let isPrivate = true

    package static let fields: [Field<ErasePage>] = [
        .optionalText("name") { $0.name }, .text("action") { $0.action }, .text("back") { $0.back },
        .flag("isLastPresident") { $0.isLastPresident },
        .list("inputs") { page in page.password.map { [page.form.input($0)] } ?? [] },
        .optionalText("sureError") { $0.form.error(EraseForm.sure) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// The form of an erasure: a box to check and, for one's own, the password.
package enum EraseForm {
    /// The name of the box.
    package static let sure = "sure"
    static let password = AccountForm.current.with { $0.hint = "erase.password.hint" }
    static let fields = [AnyField.choice(sure), AnyField(password)]
}
