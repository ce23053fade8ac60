import Base
import SQLite

@testable import Chaland
@testable import Shell
@testable import Shops

extension SignInLink {
    /// The path of a new link, as `chaland user link` makes it; nil when there is no such member or their access has
    /// ended.
    static func make(email: String, on site: Site) throws -> String? {
        guard let member = try ListedMember.find(email, in: site.database.makeReader()).first else { return nil }
        return try make(for: member.id, in: site.database, clock: site.clock, randomness: site.randomness)
    }
}
