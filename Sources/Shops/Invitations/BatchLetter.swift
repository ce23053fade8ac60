import Base
import SQLite
import Shell

/// One letter of a batch.
struct BatchLetter: Sendable, Equatable {
    /// From 1, in the order of the street.
    let number: Int
    let shop: Shop.ID
    let shopCode: String
    let shopName: String
    /// Street, postcode and town; empty lines left out.
    let address: [String]
    let state: State
    /// Nil unless it is open.
    let secret: Secret?

    /// Its state.
    enum State: Sendable, Equatable {
        /// It can be printed and claimed.
        case open
        case claimed(Instant)
        /// A later letter of the shop holds, or the shop is no longer in the directory.
        case replaced
        /// It has expired, or a restore ended it: the shop needs a new letter.
        case void
    }

    /// The letters of a batch, by number. Index: `invitation_by_batch`.
    static func all(of batch: InvitationBatch, _ key: StorageKey, at now: Instant, in db: Reader) throws
        -> [BatchLetter]
    {
        try db.rows(
            """
            SELECT number, shop.id, shop.code, shop.name, shop.address, shop.postcode, shop.town, nonce, token_hash,
                   claimed_at,
                   shop.removed_at IS NOT NULL
                   OR EXISTS (SELECT 1 FROM invitation AS later
                               WHERE later.shop_id = invitation.shop_id AND later.id > invitation.id),
                   revoked_at IS NOT NULL
              FROM invitation JOIN shop ON shop.id = invitation.shop_id
             WHERE batch_id = ?1 ORDER BY number
            """, batch.row
        ) { BatchLetter(row: $0, of: batch, key, at: now) }
    }

    private init(row: Row, of batch: InvitationBatch, _ key: StorageKey, at now: Instant) {
        number = row.int(0)
        shop = Shop.ID(rawValue: row.int(1))
        (shopCode, shopName) = (row.text(2), row.text(3))
        let place = [row.text(5), row.text(6)].filter { !$0.isEmpty }.joined(separator: " ")
        address = [row.text(4), place].filter { !$0.isEmpty }
        // A storage with another key, such as a restored one on a new machine, cannot make the secret again.
        let made = InvitationBatch.secret(of: row.bytes(7), key)
        let isOpen = !row.bool(11) && batch.expiresAt > now && made.hash == row.bytes(8)
        state =
            if let claimed = row.optionalInt(9) {
                .claimed(Instant(seconds: claimed))
            } else if row.bool(10) {
                .replaced
            } else {
                isOpen ? .open : .void
            }
        secret = state == .open ? made : nil
    }
}

/// How many letters of a batch are in each state.
struct BatchCount: Sendable, Equatable {
    let all: Int
    let open: Int
    let claimed: Int
    let void: Int

    init(_ letters: [BatchLetter]) {
        all = letters.count
        open = letters.count { $0.state == .open }
        void = letters.count { $0.state == .void }
        claimed = letters.count {
            switch $0.state {
            case .claimed: true
            case .open, .replaced, .void: false
            }
        }
    }
}
