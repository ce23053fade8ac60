import Base
import Encounters
import SQLite
import Shell

extension DemoStreet {
    /// Whether a shop of this number has a tablet on its counter: the first one, whose account is handed out, and every
    /// fourth of those with a shopkeeper.
    static func hasKiosk(_ number: Int) -> Bool { number % 4 == 0 }

    /// Sets up the tablets, with the code 1234. They were used a moment ago.
    func insertKiosks(in db: Writer) throws {
        for (number, shop) in shops.enumerated() where shop.owner != nil && DemoStreet.hasKiosk(number) {
            _ = try Kiosk.insert(
                "Comptoir", pin: "1234", publicID: randomness.publicID(), nonce: randomness.bytes(16), key,
                at: shop.id, now: now, in: db)
            for kiosk in try Kiosk.all(of: shop.id, now: now, in: db) { try kiosk.noteLife(at: now, in: db) }
        }
    }
}
