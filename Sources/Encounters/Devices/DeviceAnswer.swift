import Base
import Cryptography
import SQLite
import Shell
import Shops
import Web

/// One state of an answer, as a device sends it. The device stores it while it has no network (`Public/queue.js`) and
/// sends it again until a response arrives. The server records the answer once.
package struct DeviceAnswer: Sendable {
    /// The outcome of a state. With each of them, the device need not send the state again.
    package enum Outcome: Sendable, Equatable {
        /// The answer is new.
        case recorded
        /// The answer was recorded before; now it is changed or withdrawn.
        case changed
        /// This state or a later one arrived before; or the answer is erased, or was withdrawn before it arrived.
        case repeated
        /// The answer can no longer be changed.
        case over
    }

    /// A hash of the key that the device drew.
    private let keyHash: [UInt8]
    /// The number of the state, from 1: an older state that arrives later changes nothing.
    private let revision: Int
    /// The answer was taken back on the device.
    package let isWithdrawn: Bool
    /// 1 to 5; nil for a note of a salesperson.
    package let feeling: Int?
    package let details: EncounterDetails

    /// Reads the fields `key`, `revision`, `withdrawn`, `feeling`, and the two details that a device asks for:
    /// `purchased` and `reason`. Nil when one of them has a value that no page sends.
    package init?(_ form: Form) {
        guard let key = form["key"], Self.isKey(key), let revision = Int(form["revision"] ?? "1"),
            (1...Self.revisions).contains(revision)
        else { return nil }
        let feeling = form["feeling"].flatMap(Feeling.init(typed:))
        let reason = form["reason"].flatMap(Encounter.NoPurchaseReason.init)
        let purchased = form["purchased"].flatMap { ["yes": true, "no": false][$0] }
        guard (feeling != nil) == !(form["feeling"] ?? "").isEmpty, (reason != nil) == !(form["reason"] ?? "").isEmpty,
            (purchased != nil) == !(form["purchased"] ?? "").isEmpty
        else { return nil }
        keyHash = Cryptography.sha256(Array(key.utf8))
        self.revision = revision
        isWithdrawn = !(form["withdrawn"] ?? "").isEmpty
        self.feeling = feeling?.rawValue
        // A reason implies that nothing was bought; with a purchase it is ignored.
        details = EncounterDetails(
            purchased: purchased ?? (reason == nil ? nil : false), reason: purchased == true ? nil : reason)
    }

    /// Takes an answer back and closes it, whichever of its states has arrived.
    init(withdrawing key: String) {
        keyHash = Cryptography.sha256(Array(key.utf8))
        revision = Self.revisions + 1
        isWithdrawn = true
        feeling = nil
        details = EncounterDetails()
    }

    /// Most states of one answer: a person changes their mind a few times.
    static let revisions = 50

    /// Whether a text is a key: 128 bits in hexadecimal.
    package static func isKey(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    /// A key for a page that works without a script.
    package static func key(_ randomness: Randomness) -> String {
        randomness.bytes(16).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// Records the answer at a shop. If its key has arrived before, changes the recorded answer, for as long as a
    /// change code lasts, or withdraws it, for as long as the key is stored. A state that arrives twice is applied
    /// once.
    /// - Parameters:
    ///   - member: who noted it at the counter; nil for an answer at a kiosk. An answer of another member is not
    ///     changed.
    ///   - make: makes the encounter to record and counts it towards the limit of the day; called for a new key only.
    ///     Also called for an answer that was taken back before it arrived: its key is stored, so that an earlier state
    ///     that arrives late is not recorded.
    package func record(
        at shop: Shop.ID, by member: Member.ID?, at now: Instant, in db: Writer, make: () throws -> NewEncounter
    ) throws -> Outcome {
        let known = try db.first(
            "SELECT encounter_id, revision FROM received_key WHERE key_hash = ?1", keyHash
        ) { (encounter: $0.optionalInt(0), revision: $0.int(1)) }
        guard let known else {
            let new = try make()
            let encounter = isWithdrawn ? nil : try new.insert(at: shop, at: now, in: db)
            try db.run(
                "INSERT INTO received_key (key_hash, encounter_id, revision, received_at) VALUES (?1, ?2, ?3, ?4)",
                keyHash, encounter, revision, LocalTime(day: now.local.day, minute: 0).instant)
            return .recorded
        }
        guard revision > known.revision, let encounter = known.encounter else { return .repeated }
        guard try change(encounter, at: shop, by: member, now: now, in: db) else { return .over }
        try db.run("UPDATE received_key SET revision = ?2 WHERE key_hash = ?1", keyHash, revision)
        return .changed
    }

    /// A withdrawal has no time limit: it may have waited on the device. A withdrawn answer leaves its burst: decisions
    /// about the burst no longer concern it.
    /// - Returns: false for an encounter that is withdrawn or of another shop or person, and for a change after the
    ///   time of a change code.
    private func change(
        _ encounter: Int, at shop: Shop.ID, by member: Member.ID?, now: Instant, in db: Writer
    ) throws -> Bool {
        let source = member == nil ? Encounter.Source.kiosk : .salesperson
        let metAt = try db.first(
            """
            UPDATE encounter
               SET feeling = coalesce(?4, feeling), purchased = iif(?7, purchased, ?5),
                   no_purchase_reason = iif(?7, no_purchase_reason, ?6),
                   withdrawn_at = iif(?7, ?8, NULL), held_at = iif(?7, NULL, held_at),
                   burst_id = iif(?7, NULL, burst_id)
             WHERE id = ?1 AND shop_id = ?2 AND (?7 OR met_at > ?3) AND withdrawn_at IS NULL
               AND source = ?9 AND recorded_by IS ?10
            RETURNING met_at
            """, encounter, shop, now - SiteLimits.changeCode, feeling, details.purchased, details.reason, isWithdrawn,
            now, source, member
        ) { $0.instant(0) }
        guard let metAt else { return false }
        try Figures.markChanged(metAt, at: now, in: db)
        return true
    }
}
