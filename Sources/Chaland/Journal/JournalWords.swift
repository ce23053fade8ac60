import Base
import SQLite
import Shell
import Shops

/// The words of the journal in the reader's language, read once for a page or a table.
struct JournalWords: Sendable {
    private let language: Language
    private let actions: [AuditAction: String]
    private let kinds: [AuditAction.Kind: String]
    private let titles: [String]
    private let formerMember: String
    private let command: String
    private let author: String
    private let visitor: String
    private let gone: String

    init(_ context: Context) {
        language = context.language
        actions = Dictionary(
            uniqueKeysWithValues: AuditAction.allCases.map { ($0, context.say("audit.\($0.rawValue)")) })
        kinds = Dictionary(
            uniqueKeysWithValues: AuditAction.Kind.allCases.map { ($0, context.say("audit.kind.\($0)")) })
        titles = ["when", "who", "what", "kind", "object"].map { context.say("journal.column.\($0)") }
        (formerMember, command) = (context.say("journal.formerMember"), context.say("journal.command"))
        (author, visitor) = (context.say("journal.author"), context.say("journal.visitor"))
        gone = context.say("journal.gone")
    }

    func name(of action: AuditAction) -> String { actions[action] ?? "" }

    func name(of kind: AuditAction.Kind) -> String { kinds[kind] ?? "" }

    /// «Camille Rey», «Ancien membre».
    func name(of actor: JournalEntry.Actor?) -> String {
        guard let actor, !actor.isErased else { return formerMember }
        return actor.name
    }

    /// The person, or what acted without an account, such as a command.
    func name(of actor: JournalEntry.Actor?, doing action: AuditAction) -> String {
        if let actor { return name(of: actor) }
        switch action.kind {
        case .review: return author
        case .request: return visitor
        case .settings, .member, .joining, .shop, .invitation, .import, .code, .deal, .news, .project, .need, .burst,
            .words:
            return command
        }
    }

    /// Nil for the association itself.
    func name(of object: JournalObject) -> String? {
        guard let name = object.name else { return gone }
        return name.isEmpty ? nil : name
    }

    /// The acts whose name has these words.
    func actions(with words: String) -> [AuditAction] {
        guard !words.isEmpty else { return [] }
        return AuditAction.allCases.filter { (name(of: $0) + " " + name(of: $0.kind)).folded.contains(words.folded) }
    }

    /// The entries of a query as CSV; at most `SiteLimits.tableLines`.
    func csv(of query: JournalQuery, in db: Reader) throws -> [UInt8] {
        var csv = CSVWriter(language)
        csv.line(titles.map(CSVWriter.cell))
        let entries = try JournalEntry.find(
            query, actions: actions(with: query.words), limit: SiteLimits.tableLines, in: db)
        for entry in entries {
            let moment = entry.doneAt.local
            csv.line(
                Array("\(moment.day) \(ClockTime.text(minute: moment.minute))".utf8),
                CSVWriter.cell(name(of: entry.actor, doing: entry.action)), CSVWriter.cell(name(of: entry.action)),
                CSVWriter.cell(name(of: entry.action.kind)),
                CSVWriter.cell(name(of: try JournalObject(entry, in: db)) ?? ""))
        }
        return csv.bytes
    }
}
