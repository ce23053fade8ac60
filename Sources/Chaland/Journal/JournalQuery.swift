import Base
import SQLite
import Shell

/// A query of the journal: words, a kind of object, a person, and the entry before which the page starts. All of it is
/// in the query string.
struct JournalQuery: Sendable, Equatable {
    /// The most characters of a search.
    static let wordsLimit = 100

    var words = ""
    var kind: AuditAction.Kind?
    /// The public id of the person who acted.
    var person = ""
    /// Entries older than this one; nil for the latest.
    var before: Int?

    /// The same query with a change.
    func with(_ change: (inout JournalQuery) -> Void) -> JournalQuery {
        var other = self
        change(&other)
        return other
    }
}

/// An entry of the journal.
struct JournalEntry: Sendable, Equatable {
    let id: Int
    let doneAt: Instant
    let action: AuditAction
    /// The public id or code of what it was done to.
    let object: String
    /// Nil for a command on the machine or a person without an account.
    let actor: Actor?

    struct Actor: Sendable, Equatable {
        let publicID: String
        let name: String
        /// Their data was erased: they are shown without a name.
        let isErased: Bool
    }
}

extension JournalEntry {
    /// The entries of a query, the latest first.
    /// - Parameter actions: the acts whose name has the words, in the reader's language.
    static func find(
        _ query: JournalQuery, actions: [AuditAction], limit: Int, in db: Reader
    ) throws -> [JournalEntry] {
        let named = " " + actions.map(\.rawValue).joined(separator: " ") + " "
        return try db.rows(
            """
            SELECT audit_entry.id, done_at, action, object, member.public_id, member.name, member.erased_at IS NOT NULL
              FROM audit_entry LEFT JOIN member ON member.id = actor_id
             WHERE \(query.before == nil ? "?1 = 0" : older)
               AND \(query.kind == nil ? "?2 = ''" : "kind = ?2")
               AND \(query.person.isEmpty ? "?3 = ''" : "actor_id = (SELECT id FROM member WHERE public_id = ?3)")
               AND \(query.words.isEmpty ? "?4 = '' AND ?5 <> ''" : matches)
             ORDER BY done_at DESC, audit_entry.id DESC LIMIT ?6
            """, query.before ?? 0, query.kind?.rawValue ?? "", query.person, query.words.folded, named, limit
        ) { row in
            guard let action = AuditAction(rawValue: row.text(2)) else { return nil }
            let actor = row.optionalText(4).map {
                Actor(publicID: $0, name: row.text(5), isErased: row.bool(6))
            }
            return JournalEntry(
                id: row.int(0), doneAt: row.instant(1), action: action, object: row.text(3), actor: actor)
        }.compactMap(\.self)
    }

    private static let older =
        "(done_at, audit_entry.id) < (SELECT done_at, id FROM audit_entry WHERE id = ?1)"

    /// The words occur in the name of the act, of the person who acted, or of the object.
    private static let matches = """
        (instr(?5, ' ' || action || ' ') OR instr(member.name_key, ?4)
          OR kind = 'shop' AND EXISTS (SELECT 1 FROM shop WHERE code = object AND instr(shop.name_key, ?4))
          OR kind = 'member' AND EXISTS (SELECT 1 FROM member AS person
                                          WHERE person.public_id = object AND instr(person.name_key, ?4))
          OR kind = 'project' AND EXISTS (SELECT 1 FROM project JOIN project_search ON project_search.rowid = project.id
                                           WHERE public_id = object AND instr(project_search.title, ?4))
          OR kind = 'review' AND EXISTS (SELECT 1 FROM review JOIN shop ON shop.id = review.shop_id
                                          WHERE review.public_id = object AND instr(shop.name_key, ?4))
          OR kind = 'deal' AND EXISTS (SELECT 1 FROM deal JOIN shop ON shop.id = deal.shop_id
                                        WHERE deal.public_id = object AND instr(shop.name_key, ?4)))
        """

    /// The name of a member, when entries of a person are shown; nil when there is none.
    static func name(ofPerson publicID: String, in db: Reader) throws -> Actor? {
        try db.first("SELECT public_id, name, erased_at IS NOT NULL FROM member WHERE public_id = ?1", publicID) {
            Actor(publicID: $0.text(0), name: $0.text(1), isErased: $0.bool(2))
        }
    }
}
