import Base
import Shell
import Web

/// A line of a list of members, cleaned.
struct PersonLine: ImportedLine, Equatable {
    /// Why a line is left out, or a cell of it.
    enum Remark: Equatable {
        case nameMissing
        case nameTooLong
        case email(String)
        /// An earlier line has the same address.
        case sameEmail(Int)
        case category(String)

        /// Whether the line is left out until it is corrected.
        var isError: Bool {
            switch self {
            case .nameMissing, .nameTooLong, .email, .sameEmail: true
            case .category: false
            }
        }
    }

    let number: Int
    private(set) var texts: [String: String] = [:]
    private(set) var remarks: [Remark] = []
    private(set) var identity = RowIdentity()
    private(set) var isLeftOut = false
    private(set) var double: Int?

    var name: String { texts[PersonColumn.name.rawValue] ?? "" }
    var email: String { texts[PersonColumn.email.rawValue] ?? "" }
    var isToCorrect: Bool { remarks.contains(where: \.isError) }
    var hasRemarks: Bool { !remarks.isEmpty }

    mutating func noteNew() {}
    mutating func noteSame(as line: Int) {}

    /// The lines of a list. A line with the address of a member is that member, whatever the name.
    /// - Parameters:
    ///   - owners: the folded names of members, by their address.
    ///   - categories: the categories by their folded names.
    static func all(
        _ records: [FileRecord], _ choices: ImportChoices, owners: [String: String],
        categories: [String: MemberCategory]
    ) -> [PersonLine] {
        let (columns, titles) = PersonColumn.guess(records)
        var (cells, emails): ([[String]: Int], [String: Int]) = ([:], [:])
        return records.filter { $0.line > titles ?? 0 }.map { record in
            var line = PersonLine(record, columns, categories)
            let texts = record.cells.map(\.oneLine)
            line.double = cells[texts]
            if line.double == nil { cells[texts] = record.line }
            if !line.email.isEmpty, line.double == nil {
                if let first = emails[line.email] { line.remarks.append(.sameEmail(first)) }
                emails[line.email] = emails[line.email] ?? record.line
            }
            line.isLeftOut = choices.taken[record.line] == false
            line.identity = RowIdentity(name: owners[line.email] ?? line.name.folded, mark: line.email)
            return line
        }
    }

    private init(_ record: FileRecord, _ columns: [PersonColumn?], _ categories: [String: MemberCategory]) {
        number = record.line
        var raw: [PersonColumn: String] = [:]
        for (index, column) in columns.enumerated() {
            guard let column, record.cells.indices.contains(index) else { continue }
            raw[column] = PlainText.clean(record.cells[index]).oneLine
        }
        let name = [raw[.firstName] ?? "", raw[.name] ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        if name.isEmpty { remarks.append(.nameMissing) }
        if name.unicodeScalars.count > 120 { remarks.append(.nameTooLong) }
        texts[PersonColumn.name.rawValue] = name
        if let typed = raw[.email], !typed.isEmpty {
            if let address = EmailAddress(typed: typed) {
                texts[PersonColumn.email.rawValue] = address.key
            } else {
                remarks.append(.email(typed))
            }
        }
        if let typed = raw[.category], !typed.isEmpty {
            if let category = categories[typed.folded] {
                texts[PersonColumn.category.rawValue] = category.rawValue
            } else {
                remarks.append(.category(typed))
            }
        }
    }
}
