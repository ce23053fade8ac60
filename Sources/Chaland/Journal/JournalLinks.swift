import Shell
import Web

extension Link {
    /// The journal of acts.
    static let journal = Link(local: "/journal")
    /// The journal as a file for a spreadsheet.
    static let journalTable = Link(local: "/journal.csv")

    /// What one person did.
    static func journal(of person: String) -> Link { journal.adding("personne", person) }
}

extension JournalQuery {
    /// The link to this list.
    var link: Link { Link.journal.adding(filters) }

    /// The link to this list as a file for a spreadsheet.
    var tableLink: Link { Link.journalTable.adding(filters) }

    private var filters: QueryString {
        let pairs = [
            (name: "q", value: words), (name: "sujet", value: kind?.rawValue ?? ""), (name: "personne", value: person),
            (name: "avant", value: before.map { String($0) } ?? ""),
        ]
        return QueryString(pairs)
    }
}
