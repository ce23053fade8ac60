import Base
import SQLite

extension EntryPoint {
    /// Adds scans of printed codes to the sums of their week; scans of an ended code have a sum of their own. An
    /// unknown code adds nothing.
    package static func add(_ opens: [String: Int], on day: Day, in db: Writer) throws {
        for (code, count) in opens.sorted(by: { $0.key < $1.key }) {
            try db.run(
                """
                INSERT INTO entry_point_opens (code, week_on, opens, ended_opens)
                SELECT code, ?2, iif(ended_at IS NULL, ?3, 0), iif(ended_at IS NULL, 0, ?3)
                  FROM entry_point WHERE code = ?1
                    ON CONFLICT DO UPDATE SET opens = opens + excluded.opens, ended_opens = ended_opens + excluded.ended_opens
                """, code, day.monday, count)
        }
    }
}
