import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// The journal of acts.
enum JournalHandlers {
    /// The latest entries of a query, or those before `?avant=`. A search runs off the loop: it may read every entry.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let (query, words) = (JournalQuery(context.query), JournalWords(context))
        let find = { @Sendable (db: Reader) in try Found(query, words, in: db) }
        let found = query.words.isEmpty ? try context.read(find) : try await context.offload(.pages, find)
        let last = found.entries.count > SiteLimits.journalAPage ? found.entries[SiteLimits.journalAPage - 1].id : nil
        let rows = found.entries.prefix(SiteLimits.journalAPage)
        return try context.render(
            JournalPage(
                query: query,
                kinds: AuditAction.Kind.allCases.map {
                    FormOption(value: $0.rawValue, text: words.name(of: $0), isChosen: $0 == query.kind)
                },
                person: query.person.isEmpty ? nil : words.name(of: found.person),
                everyoneLink: context.link(query.with { ($0.person, $0.before) = ("", nil) }.link),
                rows: zip(rows, found.objects).map { row($0, $1, words, context) },
                older: last.map { id in context.link(query.with { $0.before = id }.link) },
                latest: query.before.map { _ in context.link(query.with { $0.before = nil }.link) },
                tableLink: context.link(query.with { $0.before = nil }.tableLink)))
    }

    /// The entries of a query as CSV; at most `SiteLimits.tableLines`.
    static func table(_ request: Request, _ context: Context) async throws -> Response {
        try context.limitByMember(.tables)
        let (query, words) = (JournalQuery(context.query).with { $0.before = nil }, JournalWords(context))
        let csv = try await context.offload(.pages) { try words.csv(of: query, in: $0) }
        context.record(.exported)
        let name = context.say("journal.table.file", ["day": context.now.local.day.description])
        return .csv(csv, named: name)
    }

    /// The entries of a page, and one more if there are older ones.
    private struct Found: Sendable {
        let entries: [JournalEntry]
        let objects: [JournalObject]
        let person: JournalEntry.Actor?

        init(_ query: JournalQuery, _ words: JournalWords, in db: Reader) throws {
            entries = try JournalEntry.find(
                query, actions: words.actions(with: query.words), limit: SiteLimits.journalAPage + 1, in: db)
            objects = try entries.map { try JournalObject($0, in: db) }
            person = query.person.isEmpty ? nil : try JournalEntry.name(ofPerson: query.person, in: db)
        }
    }

    private static func row(
        _ entry: JournalEntry, _ object: JournalObject, _ words: JournalWords, _ context: Context
    ) -> JournalPage.Row {
        JournalPage.Row(
            what: words.name(of: entry.action), object: words.name(of: object),
            objectLink: object.name?.isEmpty == false ? object.link.map(context.link) : nil,
            who: words.name(of: entry.actor, doing: entry.action),
            whoLink: entry.actor.map { context.link(.journal(of: $0.publicID)) },
            when: context.language.moment(entry.doneAt), datetime: entry.doneAt.local.day.description)
    }
}

extension JournalQuery {
    init(_ form: Form) {
        words = String((form["q"] ?? "").trimmed.prefix(JournalQuery.wordsLimit))
        kind = form["sujet"].flatMap(AuditAction.Kind.init)
        person = Crockford.normalised(form["personne"] ?? "") == nil ? "" : (form["personne"] ?? "").lowercased()
        before = form["avant"].flatMap { Int($0) }
    }
}
