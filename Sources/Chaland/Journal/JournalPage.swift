import HTMLTemplate
import Shell

/// The journal: who did what, when.
struct JournalPage: Page {
    static let template = "journal/index"
    let query: JournalQuery
    let kinds: [FormOption]
    /// «Ce qu’a fait Camille Rey»; nil for everyone.
    let person: String?
    let everyoneLink: String
    let rows: [Row]
    let older: String?
    let latest: String?
    let tableLink: String
    let section = Section.home
    let isPrivate = true

    /// An entry.
    struct Row: PageModel {
        let what: String
        let object: String?
        let objectLink: String?
        let who: String
        let whoLink: String?
        let when: String
        let datetime: String

        static let fields: [Field<Row>] = [
            .text("what") { $0.what }, .optionalText("object") { $0.object },
            .optionalText("objectLink") { $0.objectLink }, .text("who") { $0.who },
            .optionalText("whoLink") { $0.whoLink }, .text("when") { $0.when }, .text("datetime") { $0.datetime },
        ]
    }

    static let fields: [Field<JournalPage>] = [
        .text("words") { $0.query.words }, .number("wordsLimit") { _ in JournalQuery.wordsLimit },
        .text("personID") { $0.query.person }, .list("kinds") { $0.kinds }, .optionalText("person") { $0.person },
        .text("everyoneLink") { $0.everyoneLink }, .list("rows") { $0.rows },
        .flag("hasRows") { !$0.rows.isEmpty }, .optionalText("older") { $0.older },
        .optionalText("latest") { $0.latest }, .text("tableLink") { $0.tableLink },
    ]
}
