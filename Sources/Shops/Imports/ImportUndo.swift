import Base
import FoundationEssentials
import SQLite
import Shell

extension StoredImport {
    /// The result of undoing an import.
    struct Undone: Sendable, Equatable {
        var removed = 0
        var restored = 0
        /// Names of the rows left in place.
        var stayed: [String] = []
    }

    fileprivate struct Change {
        let row: Int
        let act: Act
        let before: Before?
        let versionAfter: Int
    }

    /// Undoes a confirmed import: removes the rows it added, restores the fields it changed with their authors, and
    /// puts back the rows it removed. A row that has changed since, and an added one that people work with, is left in
    /// place. Nil when there is nothing to undo, or it is undone already.
    func undo<Kind: ImportKind>(
        _ prepared: UndoPreparation<Kind>, by author: ImportAuthor, in db: Writer
    ) throws -> Undone? {
        let first = try db.run(
            "UPDATE list_import SET undone_at = ?2 WHERE id = ?1 AND confirmed_at IS NOT NULL AND undone_at IS NULL",
            row, author.at)
        guard first == 1 else { return nil }
        var undone = Undone()
        for change in try changes(in: db) {
            guard let state = try Kind.state(of: change.row, in: db), state.isRemoved == (change.act == .removed) else {
                continue
            }
            let isUntouched = state.version == change.versionAfter
            switch (change.act, change.before) {
            case (.added, _) where isUntouched && !state.isUsed:
                try Kind.remove(change.row, at: author.at, in: db)
                undone.removed += 1
            case (.changed, let before?) where isUntouched:
                let values = prepared.values(of: change.row) ?? Kind.values(before.texts, over: state.row)
                try Kind.update(state.row, to: values, by: author, in: db)
                try Kind.putBack(before.authors, of: before.texts.keys.sorted(), of: change.row, in: db)
                undone.restored += 1
            case (.removed, _) where isUntouched:
                try Kind.putBack(change.row, at: author.at, in: db)
                undone.restored += 1
            case (.added, _), (.changed, _), (.removed, _): undone.stayed.append(state.name)
            }
        }
        try ListRow.takeBack(row, in: db)
        var choices = choices
        choices.result?.stayed = Array(undone.stayed.prefix(200))
        try db.run("UPDATE list_import SET choices = ?2 WHERE id = ?1", row, choices.json)
        try Audit.record(.importUndone, publicID, by: author.member, at: author.at, in: db)
        return undone
    }

    fileprivate func changes(in db: Reader) throws -> [Change] {
        try db.rows(
            "SELECT row_id, act, before, version_after FROM list_import_change WHERE import_id = ?1 ORDER BY line, row_id",
            row
        ) { row in
            let before = try row.optionalText(2).map { try JSONDecoder().decode(Before.self, from: Data($0.utf8)) }
            return Change(
                row: row.int(0), act: Act(rawValue: row.text(1)) ?? .changed, before: before, versionAfter: row.int(3))
        }
    }
}

/// The values of the rows that an undo restores, computed off the writer’s thread.
struct UndoPreparation<Kind: ImportKind>: Sendable {
    private var values: [Int: Kind.Values] = [:]

    init(_ stored: StoredImport, in db: Reader) throws {
        for change in try stored.changes(in: db) {
            guard let before = change.before, let state = try Kind.state(of: change.row, in: db),
                state.version == change.versionAfter
            else { continue }
            values[change.row] = Kind.values(before.texts, over: state.row)
        }
    }

    /// Nil for a row that had changed since the import.
    func values(of row: Int) -> Kind.Values? { values[row] }
}
