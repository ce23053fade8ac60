import Base
import FoundationEssentials
import SQLite
import Shell

extension StoredImport {
    /// What an import replaced in a row: `list_import_change.before`.
    struct Before: Sendable, Codable {
        let texts: [String: String]
        let authors: [String: FieldAuthor]
    }

    /// What an import did to a row.
    enum Act: String, Bindable {
        case added, changed, removed
    }

    /// Writes an import, all or none, by the rules applied to the rows as they are now. Nil when it was confirmed
    /// before.
    func confirm<Kind: ImportKind>(
        _ prepared: ImportPreparation<Kind>, code: () -> String, by author: ImportAuthor, in db: Writer
    ) throws -> ImportChoices.Result? {
        let first = try db.run(
            "UPDATE list_import SET confirmed_at = ?2, content = x'' WHERE id = ?1 AND confirmed_at IS NULL", row,
            author.at)
        guard first == 1 else { return nil }
        let current = try prepared.current(in: db)
        for item in current.plan.items {
            guard let id = try write(item, current, code: code, by: author, in: db) else { continue }
            if let said = try current.said(of: item) {
                try ListRow.record(said, of: id, Kind.name, by: row, in: db)
            }
        }
        for missing in current.plan.removed {
            try Kind.remove(missing.id, at: author.at, in: db)
            try record(.removed, missing.id, line: 0, before: nil, version: missing.version &+ 1, in: db)
        }
        var choices = choices
        choices.result = ImportChoices.Result(current.plan)
        try db.run("UPDATE list_import SET choices = ?2 WHERE id = ?1", row, choices.json)
        try Audit.record(.importConfirmed, publicID, by: author.member, at: author.at, in: db)
        return choices.result
    }

    /// Writes one line. Returns its row; nil when the line is left out.
    private func write<Kind: ImportKind>(
        _ item: ImportPlan<Kind>.Item, _ current: PreparedPlan<Kind>, code: () -> String, by author: ImportAuthor,
        in db: Writer
    ) throws -> Int? {
        guard let values = current.values(of: item) else { return item.row?.id }
        guard let known = item.row else {
            let id = try Kind.insert(values, code: code, by: author, in: db)
            try record(.added, id, line: item.line.number, before: nil, version: 1, in: db)
            return id
        }
        let fields = item.outcome.texts.keys.sorted()
        let before = Before(
            texts: known.texts.filter { fields.contains($0.key) },
            authors: try Kind.authors(of: fields, of: known.id, in: db))
        try Kind.update(known.row, to: values, by: author, in: db)
        let json = String(decoding: try JSONEncoder().encode(before), as: UTF8.self)
        try record(.changed, known.id, line: item.line.number, before: json, version: known.version &+ 1, in: db)
        return known.id
    }

    private func record(_ act: Act, _ id: Int, line: Int, before: String?, version: Int, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO list_import_change (import_id, row_id, line, act, before, version_after)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, row, id, line, act, before, version)
    }
}

extension ImportChoices.Result {
    /// What confirming a plan does.
    init<Kind: ImportKind>(_ plan: ImportPlan<Kind>) {
        (created, updated, unchanged) = (plan.createdCount, plan.updatedCount, plan.unchangedCount)
        removed = plan.removed.count
        preserved = plan.preserving.prefix(200).map(\.line.name)
        (left, asked) = (plan.toCorrect.map(\.line.number), plan.asked.map(\.line.number))
    }
}
