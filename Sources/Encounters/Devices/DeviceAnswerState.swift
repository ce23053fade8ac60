import Base
import Cryptography
import SQLite
import Shell
import Shops

extension DeviceAnswer {
    /// The stored state of one answer.
    struct State: Sendable, Equatable {
        let revision: Int
        let metAt: Instant
        let isWithdrawn: Bool
        /// The member who noted it at the counter; nil for an answer at a kiosk.
        let recordedBy: Member.ID?
        let purchased: Bool?
        let reason: Encounter.NoPurchaseReason?

        /// Whether its visitor has left the kiosk: no later state is accepted.
        var isClosed: Bool { revision > DeviceAnswer.revisions }
    }

    /// The stored state of a key at a shop; nil for an unknown key, and when its answer is not stored.
    static func state(of key: String, at shop: Shop.ID, in db: Reader) throws -> State? {
        try db.first(
            """
            SELECT revision, met_at, withdrawn_at IS NOT NULL, purchased, no_purchase_reason, recorded_by
              FROM received_key JOIN encounter ON encounter.id = encounter_id
             WHERE key_hash = ?1 AND shop_id = ?2
            """, Cryptography.sha256(Array(key.utf8)), shop
        ) { row in
            State(
                revision: row.int(0), metAt: row.instant(1), isWithdrawn: row.bool(2),
                recordedBy: row.optionalInt(5).map(Member.ID.init(rawValue:)), purchased: row.optionalBool(3),
                reason: row.optionalText(4).flatMap(Encounter.NoPurchaseReason.init))
        }
    }

    /// Closes an answer from a kiosk of a shop, whose visitor has left.
    static func close(_ key: String, at shop: Shop.ID, in db: Writer) throws {
        try db.run(
            """
            UPDATE received_key SET revision = ?3
             WHERE key_hash = ?1
               AND encounter_id IN (SELECT id FROM encounter WHERE shop_id = ?2 AND source = 'kiosk')
            """, Cryptography.sha256(Array(key.utf8)), shop, revisions + 1)
    }
}
