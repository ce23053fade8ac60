import Base
import HTMLTemplate
import Shell

/// A batch: its letters with their states, and its PDF.
struct BatchPage: Page {
    static let template = "invitations/batch"
    let title: String
    let made: String
    let action: String
    let sheetsLink: String
    let remakeLink: String
    let form: String
    let letters: [Row]
    let openCount: Int
    let voidCount: Int
    /// How many letters are chosen to be printed; nil for all that are open.
    let chosenCount: Int?
    let print: PrintStatus?
    var warning: AddressWarning?
    /// The link of the only letter, to be copied.
    let link: String?
    var errors: [FieldError] = []
    let section = Section.home
    let isPrivate = true

    struct Row: PageModel {
        let number: Int
        let name: String
        let address: String
        let state: String
        let isOpen: Bool
        let isVoid: Bool
        let isChosen: Bool

        static let fields: [Field<Row>] = [
            .number("number") { $0.number }, .text("name") { $0.name }, .text("address") { $0.address },
            .text("state") { $0.state }, .flag("isOpen") { $0.isOpen }, .flag("isVoid") { $0.isVoid },
            .flag("isChosen") { $0.isChosen },
        ]
    }

    static let fields: [Field<BatchPage>] = [
        .text("title") { $0.title }, .text("made") { $0.made }, .text("action") { $0.action },
        .text("sheetsLink") { $0.sheetsLink }, .text("remakeLink") { $0.remakeLink }, .text("form") { $0.form },
        .list("letters") { $0.letters }, .number("openCount") { $0.openCount }, .number("voidCount") { $0.voidCount },
        .flag("isPart") { $0.chosenCount != nil }, .number("chosenCount") { $0.chosenCount ?? 0 },
        .one("print") { $0.print }, .one("addressWarning") { $0.warning }, .optionalText("link") { $0.link },
        .flag("hasSeveral") { $0.letters.count > 1 },
        .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// The letters of a batch, one a sheet, for the printer of the browser.
struct BatchSheetsPage: Page {
    static let template = "invitations/sheets"
    let title: String
    let batchLink: String
    let action: String
    let letters: [Letter]
    let warning: AddressWarning?
    let section = Section.home
    let isPrivate = true

    struct Letter: PageModel {
        let text: LetterText
        let code: HTML

        static let fields: [Field<Letter>] = [.one("text") { $0.text }, .html("code") { $0.code }]
    }

    static let fields: [Field<BatchSheetsPage>] = [
        .text("title") { $0.title }, .text("batchLink") { $0.batchLink }, .text("action") { $0.action },
        .flag("hasLetters") { !$0.letters.isEmpty }, .list("letters") { $0.letters },
        .one("addressWarning") { $0.warning },
    ]
}

/// The form that prints letters of a batch.
enum BatchPrintForm {
    /// The numbers of the chosen letters; none for all.
    static let letter = AnyField.choice("letter")
    static let fields = [letter, AddressWarning.field]
}
