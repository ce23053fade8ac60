import Base
import SQLite
import Shell
import Shops

extension Kiosk {
    /// Whether a new answer counts.
    private enum Outcome {
        case counted, held
    }

    /// Records an answer of its visitors, once; see `DeviceAnswer.record`.
    /// - Throws: `Failure.tooMany` at today’s limit of the kiosk: the device stores the answer. `Failure.over` for a
    ///   change to an answer that is unknown.
    func record(_ answer: DeviceAnswer, at now: Instant, in db: Writer) throws -> DeviceAnswer.Outcome {
        try answer.record(at: shop, by: nil, at: now, in: db) {
            guard let feeling = answer.feeling else { throw Failure.over }
            let outcome = try countAnswer(at: now, in: db)
            return NewEncounter(source: .kiosk, feeling: feeling, details: answer.details, isHeld: outcome == .held)
        }
    }

    /// Counts one answer towards today’s limit, and stores when the kiosk was last seen.
    private func countAnswer(at now: Instant, in db: Writer) throws -> Outcome {
        let answered =
            try db.first(
                """
                UPDATE kiosk SET answered = iif(answered_on = ?2, answered, 0) + 1, answered_on = ?2, seen_at = ?3
                 WHERE id = ?1 RETURNING answered
                """, id, now.local.day, now
            ) { $0.int(0) } ?? 0
        if answered <= SiteLimits.kioskAnswers { return .counted }
        guard answered <= SiteLimits.kioskAnswers + SiteLimits.kioskHeldAnswers,
            try Kiosk.heldAnswers(at: shop, in: db) < SiteLimits.kioskHeldAtShop
        else { throw Failure.tooMany(seconds: .hours(1)) }
        return .held
    }

    /// The number of held answers of the kiosks of a shop.
    static func heldAnswers(at shop: Shop.ID, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_held
             WHERE shop_id = ?1 AND held_at IS NOT NULL AND withdrawn_at IS NULL AND source = 'kiosk'
            """, shop
        ) { $0.int(0) } ?? 0
    }
}
