import Base
import SQLite
import Shell

/// Answers that were set aside or withdrawn and then erased since a backup do not come back with it.
enum ErasedEncounters {
    /// The code of an answer in `erasure`, in SQL. An answer has no public code.
    static let code = "id || '-' || shop_id"

    /// Deletes the erased answers from the restored file, and has their days counted again.
    static func carryOver(in db: Writer, at now: Instant) throws {
        for code in try Erasure.codes(.encounter, in: db) {
            let parts = code.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 2 else { continue }
            let metAt = try db.first("SELECT met_at FROM encounter WHERE id = ?1 AND shop_id = ?2", parts[0], parts[1])
            {
                $0.instant(0)
            }
            // A newer row is another answer that reuses the id of an erased one.
            guard let metAt, metAt <= now - AnswerData.uncounted.term else { continue }
            try db.run("DELETE FROM encounter WHERE id = ?1", parts[0])
            try Figures.markChanged(metAt, at: now, in: db)
        }
    }
}
