import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shell

/// Every statement of the pages uses an index: a street of 2,000 shops must not cost twenty times one of 100.
@Suite("Every statement") struct QueryPlanTests {
    /// A table or an index read from its beginning to its end.
    private struct Scan: Hashable, Comparable, CustomStringConvertible {
        /// A line of `EXPLAIN QUERY PLAN`: `SCAN shop USING COVERING INDEX shop_by_name`.
        let line: String
        let statement: String

        var description: String {
            line + " – " + statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        static func < (one: Scan, other: Scan) -> Bool { one.description < other.description }
    }

    /// An allowed scan and its reason: which line of a plan, in which statements.
    private struct Exception {
        let line: String
        /// A text all these statements contain; empty: any statement.
        let statement: String
        let reason: String

        init(_ line: String, in statement: String = "", _ reason: String) {
            (self.line, self.statement, self.reason) = (line, statement, reason)
        }

        func allows(_ scan: Scan) -> Bool {
            scan.line == line && (statement.isEmpty || scan.statement.contains(statement))
        }
    }

    private static let exceptions: [Exception] = [
        // A partial index of the rows that wait for a decision or a reply.
        Exception("SCAN review USING INDEX review_waiting", "reviews that wait for a decision"),
        Exception("SCAN review USING INDEX review_unanswered", "reviews that wait for a reply"),
        Exception("SCAN project_report USING INDEX project_report_unread", "summaries that wait to be read"),
        Exception("SCAN shop_error USING INDEX shop_error_waiting_by_time", "reported errors that wait to be settled"),
        Exception("SCAN burst USING INDEX burst_waiting", "bursts that wait for a decision"),
        Exception("SCAN burst USING INDEX burst_by_day", in: "LIMIT", "the bursts of thirty days, for moderators"),
        // An index in the order of the page, with a LIMIT.
        Exception(
            "SCAN outgoing_mail USING INDEX outgoing_mail_due", in: "UPDATE", "mails that wait, when mail is stopped"),
        Exception(
            "SCAN refused_address USING INDEX refused_address_by_time", in: "LIMIT",
            "fifty addresses that receive nothing"
        ),
        Exception(
            "SCAN audit_entry USING INDEX audit_entry_by_moment", in: "LIMIT", "the latest entries of the journal"),
        Exception("SCAN message USING INDEX message_by_time", in: "LIMIT", "fifty messages to members"),
        Exception(
            "SCAN allowed_words USING INDEX allowed_words_waiting", in: "LIMIT", "some words of visitors to read"),
        Exception(
            "SCAN allowed_words USING INDEX allowed_words_published", in: "LIMIT", "twelve words of visitors"),
        Exception("SCAN project USING INDEX project_by_date", in: "LIMIT", "twenty projects a page"),
        Exception(
            "SCAN project USING INDEX project_public", in: "LIMIT", "twenty projects a page, and sitemap.xml"),
        Exception("SCAN found", in: "project_search", "at most thirty projects found by their words"),
        Exception("SCAN shop USING INDEX shop_by_name", in: "LIMIT 5000", "the list of all shops to choose from"),
        Exception("SCAN shop USING INDEX shop_by_name", in: "invitation", "the invitations show every shop"),
        Exception("SCAN shop USING INDEX shop_by_name", in: "NOT EXISTS", "the shops without hours or visits"),
        Exception(
            "SCAN shop USING COVERING INDEX shop_by_name", in: "NOT EXISTS",
            "how many shops have no hours, no visits or no letter"),
        // Off the loop, for the president: what all codes brought.
        Exception(
            "SCAN entry_point USING INDEX entry_point_by_shop", in: "ORDER BY entry_point.created_at DESC",
            "every printed code is compared"),
        Exception("SCAN entry_point", in: "AS counted", "the weeks of every printed code"),
        // The directory, cached by each loop and read once a minute.
        Exception("SCAN shop USING INDEX shop_by_name", in: "trade_key, address", "every shop of the directory"),
        Exception("SCAN opening_hours", in: "ORDER BY shop_id", "the hours of every shop of the directory"),
        Exception(
            "SCAN shop USING INDEX shop_by_name", in: "shop.version", "an import compares its lines with every shop"),
        Exception("SCAN season", in: "ORDER BY shop_id", "the seasons of every shop of the directory"),
        Exception("SCAN season_hours", in: "ORDER BY shop_id", "the hours of these seasons"),
        Exception("SCAN street_answer", "the answers about streets that look like one, some tens"),
        // A covering index of some thousand small numbers, when a picture is added.
        Exception("SCAN rendition USING COVERING INDEX rendition_by_size", "the space that pictures take"),
        Exception("SCAN shop USING INDEX shop_by_name", in: "membership", "the members’ shops, by name"),
        Exception("SCAN member_category", in: "LIMIT 20", "the names of categories, at most four rows"),
        // Scans that end at the first row, or of few rows.
        Exception("SCAN association_day", in: "NOT EXISTS", "whether figures were ever made"),
        Exception("SCAN json_each VIRTUAL TABLE INDEX 1:", in: "json_each(?1)", "a list of rows that the page knows"),
        Exception("SCAN shop USING INDEX shop_by_creation", in: "LIMIT", "the thirty newest shops of a feed"),
        // Counts of tables with tens of rows.
        Exception("SCAN project USING INDEX project_by_date", in: "SELECT count(*)", "the number of pages of projects"),
        Exception("SCAN project USING INDEX project_public", in: "SELECT count(*)", "the number of public projects"),
        Exception(
            "SCAN invitation USING COVERING INDEX invitation_by_claimer", in: "SELECT count(*)", "invitations ever sent"
        ),
        Exception(
            "SCAN invitation_batch USING INDEX invitation_batch_by_time", in: "ORDER BY made_at DESC",
            "the latest batches, at most twenty"),
    ]

    /// The scans in the plan of a statement. A look-up in a virtual table has a constraint after the colon.
    private func scans(_ statement: String, _ reader: Reader) throws -> [Scan] {
        let verbs = ["SELECT", "WITH", "UPDATE", "DELETE", "INSERT", "REPLACE"]
        guard verbs.contains(where: { statement.uppercased().hasPrefix($0) }) else { return [] }
        return try reader.plan(of: statement).filter { line in
            line.hasPrefix("SCAN ") && line != "SCAN CONSTANT ROW" && !line.contains(/VIRTUAL TABLE INDEX \d+:.+/)
        }.map { Scan(line: $0, statement: statement) }
    }

    /// The statements prepared while the whole cast loads every page and sends every form, on a small street and on a
    /// full one.
    private func statements() async throws -> Set<String> {
        let log = StatementLog()
        let site = try TestSite(log: log)
        let form = [
            ("feeling", "4"), ("purchased", "1"), ("title", "Noël"), ("purpose", "Des lumières"), ("name", "Le Four"),
            ("trade", "Boulangerie"), ("text", "Merci"), ("version", "1"),
        ]
        for person in TestSite.Person.allCases {
            for route in siteMap.routes where route.method == .get {
                for segment in ["7kq2", "zzzz"] {
                    _ = try await site.as(person).get(
                        path(route, segment) + "?q=pain&metier=fleuriste&rue=rue+royale&ouvert=1")
                }
            }
            for route in siteMap.routes where route.method == .post && route.path != "/deconnexion" {
                _ = try await site.as(person).post(path(route, "7kq2"), form)
            }
        }
        return Set(log.statements).union(try await FullStreet.made.value.statements)
    }

    private func path(_ route: Route, _ segment: String) -> String {
        "/"
            + route.path.split(separator: "/").map { $0.hasPrefix(":") ? segment : String($0) }
            .joined(separator: "/")
    }

    @Test("prepared while people read and write pages uses an index; every exception is needed")
    func plans() async throws {
        let statements = try await statements()
        #expect(statements.count > 100)
        let reader = try TestSite().loop.reader
        let found = try statements.flatMap { try scans($0, reader) }
        for scan in Set(found).sorted() where !Self.exceptions.contains(where: { $0.allows(scan) }) {
            Issue.record("reads all of it: \(scan)")
        }
        for exception in Self.exceptions where !found.contains(where: exception.allows) {
            Issue.record("no longer needed: \(exception.line), in «\(exception.statement)»")
        }
    }

    @Test(
        "that reads a whole table or a whole index is found",
        arguments: [
            "SELECT id FROM shop WHERE phone = ?1", "SELECT name_key FROM shop", "SELECT count(*) FROM member",
            "DELETE FROM session", "INSERT INTO shop_search (rowid, name) SELECT id, name FROM shop",
            "SELECT rowid FROM shop_search",
        ])
    func plantedViolation(_ statement: String) throws {
        #expect(try scans(statement, TestSite().loop.reader).count == 1)
    }

    @Test(
        "that uses an index or the full-text search is not reported",
        arguments: [
            "SELECT name FROM shop WHERE id = ?1", "SELECT rowid FROM shop_search WHERE shop_search MATCH ?1",
            "SELECT 1",
            "DELETE FROM shop_search WHERE rowid = ?1", "PRAGMA user_version",
        ])
    func found(_ statement: String) throws {
        #expect(try scans(statement, TestSite().loop.reader) == [])
    }

    @Test("an exception is for its statements only") func narrow() {
        let scan = Scan(line: "SCAN shop", statement: "SELECT name FROM shop")
        #expect(Exception("SCAN shop", "").allows(scan) && Exception("SCAN shop", in: "SELECT name", "").allows(scan))
        #expect(!Exception("SCAN shop", in: "SELECT code", "").allows(scan) && !Exception("SCAN", "").allows(scan))
    }
}
