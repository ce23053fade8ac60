import Base
import SQLite
import Shell

extension Demo {
    /// Replaces the known passwords of the accounts by random ones, and ends their sessions: for a demonstration on a
    /// public address.
    /// - Returns: each address with its password.
    package static func drawPasswords(on site: Site) throws -> [(email: String, password: String)] {
        let randomness = site.randomness
        let drawn = accounts.map { (email: $0.email, password: randomness.letters(16)) }
        let hashes = try drawn.map { try PasswordHash.make($0.password, salt: randomness.bytes(16)) }
        let addresses = drawn.map { EmailAddress(typed: $0.email) }
        let now = site.clock.now()
        try site.database.writeNow { db in
            for (address, hash) in zip(addresses, hashes) {
                if let address { try Member.replacePassword(of: address, with: hash, at: now, in: db) }
            }
        }
        return drawn
    }
}
