import Base
import Shell

/// What a column of a list of members holds.
enum PersonColumn: String, Sendable, CaseIterable {
    case name, firstName, email, category

    /// The titles it is recognised by, folded.
    private var titles: Set<String> {
        switch self {
        case .name:
            [
                "nom", "noms", "nom et prenom", "nom prenom", "prenom nom", "prenom et nom", "nom complet", "adherent",
                "membre", "contact", "name", "full name", "last name", "member",
            ]
        case .firstName: ["prenom", "prenoms", "first name"]
        case .email:
            [
                "e-mail", "email", "mail", "courriel", "adresse e-mail", "adresse email", "adresse mail",
                "adresse electronique", "e-mail address",
            ]
        case .category: ["categorie", "statut", "type", "type d adhesion", "adhesion", "category"]
        }
    }

    init?(title: String) {
        let folded = title.folded.replacing("’", with: " ").replacing("'", with: " ").trimmed
        guard let column = PersonColumn.allCases.first(where: { $0.titles.contains(folded) }) else { return nil }
        self = column
    }

    /// The columns of a list and the line of its titles; without titles, those with an address and with a name.
    static func guess(_ records: [FileRecord]) -> (columns: [PersonColumn?], titlesLine: Int?) {
        for record in records.prefix(ImportFile.around) {
            let columns = record.cells.map { PersonColumn(title: $0) }
            if columns.contains(.name) || columns.contains(.email) { return (once(columns), record.line) }
        }
        let width = records.first?.cells.count ?? 0
        var columns = [PersonColumn?](repeating: nil, count: width)
        let texts = (0..<width).map { index in
            records.prefix(20).compactMap { $0.cells.indices.contains(index) ? $0.cells[index] : nil }
        }
        if let email = texts.firstIndex(where: { $0.contains { EmailAddress(typed: $0) != nil } }) {
            columns[email] = .email
        }
        if let name = texts.indices.first(where: { columns[$0] == nil && texts[$0].contains(where: \.hasLetters) }) {
            columns[name] = .name
        }
        return (columns, nil)
    }

    /// The first column of each kind; a second one holds nothing known.
    private static func once(_ columns: [PersonColumn?]) -> [PersonColumn?] {
        var seen: Set<PersonColumn> = []
        return columns.map { column in column.flatMap { seen.insert($0).inserted ? $0 : nil } }
    }
}

extension String {
    fileprivate var hasLetters: Bool { contains(where: \.isLetter) }
}
