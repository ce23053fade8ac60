import Base
import SQLite

/// Two streets by their keys, in alphabetical order.
package struct StreetPair: Sendable, Hashable {
    let one: String
    let other: String

    init(_ one: String, _ other: String) { (self.one, self.other) = one < other ? (one, other) : (other, one) }
}

/// The answer about two streets that may be the same.
package struct StreetAnswer: Sendable {
    let pair: StreetPair
    let isSame: Bool

    /// All answers, by their streets.
    package static func all(in db: Reader) throws -> [StreetAnswer] {
        try db.rows("SELECT one_key, other_key, is_same FROM street_answer ORDER BY one_key, other_key LIMIT 1000") {
            StreetAnswer(pair: StreetPair($0.text(0), $0.text(1)), isSame: $0.bool(2))
        }
    }

    /// Stores the answer, in place of an earlier one.
    func save(at now: Instant, in db: Writer) throws {
        try db.run(
            """
            INSERT INTO street_answer (one_key, other_key, is_same, answered_at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO UPDATE SET is_same = excluded.is_same, answered_at = excluded.answered_at
            """, pair.one, pair.other, isSame, now)
        try DirectoryStamp.renew(in: db)
    }

    /// Deletes the answer: the question is asked again.
    static func delete(_ pair: StreetPair, in db: Writer) throws {
        try db.run("DELETE FROM street_answer WHERE one_key = ?1 AND other_key = ?2", pair.one, pair.other)
        try DirectoryStamp.renew(in: db)
    }
}

/// The streets that are the same, each under the first of its keys.
struct SameStreets {
    /// Other key → first key.
    private(set) var keys: [String: String] = [:]

    init(_ answers: [StreetAnswer]) {
        for answer in answers where answer.isSame {
            let (one, other) = (key(of: answer.pair.one), key(of: answer.pair.other))
            if one == other { continue }
            let (first, second) = (min(one, other), max(one, other))
            for (key, known) in keys where known == second { keys[key] = first }
            keys[second] = first
        }
    }

    /// The key that a street is listed under.
    func key(of key: String) -> String { keys[key] ?? key }
}
