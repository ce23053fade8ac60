import Base
import SQLite
import Shell
import Shops

/// A tablet in a shop, where visitors answer. Its address has a secret. On the tablet, a code of four digits is needed
/// to rename or end it.
package struct Kiosk: Sendable, Equatable {
    /// The row id; addresses use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    package let id: ID
    package let publicID: String
    package let shop: Shop.ID
    package let shopName: String
    package let shopCode: String
    /// What the shop sells: decides which reasons are offered.
    let shopTrade: String
    /// Where it stands: «Comptoir».
    package let place: String
    let pinHash: [UInt8]
    package let endedAt: Instant?
    /// Its last sign of life, to the quarter of an hour; nil before the first.
    package let seenAt: Instant?

    /// Seconds during which an ended kiosk can be brought back, and a replaced address tells its tablet that it was
    /// replaced.
    static let endedTerm = Int.days(30)
    /// Seconds without a sign of life after which a tablet is called silent.
    static let silentAfter = Int.days(1)
    /// Seconds between two signs of life that are stored.
    static let seenInterval = Int.minutes(15)

    /// Whether it gave a sign of life once, and none for a day.
    func isSilent(at now: Instant) -> Bool {
        endedAt == nil && (seenAt.map { $0 <= now - Self.silentAfter } ?? false)
    }

    /// Whether this is its code.
    func accepts(_ pin: String, _ key: StorageKey) -> Bool { Kiosk.pinHash(pin, of: publicID, key) == pinHash }

    /// A keyed hash. The key of the storage is not in the database: a copy of the database does not allow trying all
    /// codes.
    static func pinHash(_ pin: String, of publicID: String, _ key: StorageKey) -> [UInt8] {
        key.secret("kiosk pin", Array((publicID + " " + pin).utf8), length: 32).hash
    }

    /// Whether a text is a code: four digits.
    static func isPIN(_ text: String) -> Bool {
        text.utf8.count == 4 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension Kiosk.ID: Bindable {}

/// The address of a kiosk. Its secret is derived from a stored nonce and the key of the storage, so that it can be
/// shown again for an hour.
struct KioskAddress: Sendable, Equatable {
    let secret: Secret
    let madeAt: Instant

    /// When it is shown no longer.
    var shownUntil: Instant { madeAt + SiteLimits.kioskAddress }

    static func secret(of nonce: [UInt8], _ key: StorageKey) -> Secret { key.secret("kiosk", nonce, length: 16) }
}
