import Base
import SQLite
import Shell

/// Answers that were withdrawn or discarded since a backup do not come back when it is restored.
enum WithdrawnEncounters {
    static func carryOver(from replaced: Reader, in db: Writer, at now: Instant) throws {
        try replaced.forEach(
            "SELECT id, shop_id, met_at, withdrawn_at, held_at, note FROM encounter WHERE withdrawn_at IS NOT NULL"
        ) { row in
            let metAt = try db.first(
                "SELECT met_at FROM encounter WHERE id = ?1 AND shop_id = ?2 AND withdrawn_at IS NULL", row.int(0),
                row.int(1)
            ) { $0.instant(0) }
            // Compares days: the time within the day may have been removed since.
            guard let metAt, metAt.local.day == row.instant(2).local.day else { return }
            try db.run(
                "UPDATE encounter SET withdrawn_at = ?2, held_at = ?3, note = ?4 WHERE id = ?1", row.int(0),
                row.int(3), row.optionalInt(4), row.optionalText(5))
            try Figures.markChanged(metAt, at: now, in: db)
        }
    }
}
