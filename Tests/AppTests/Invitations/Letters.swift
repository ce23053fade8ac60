@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

extension TestSite {
    /// Makes a letter for a shop, by the president or another; its secret.
    func letter(for shop: Shop.ID, by maker: Person = .president) throws -> Secret {
        let (maker, now) = (try member(maker), now)
        let draft = InvitationBatch.Draft(shop, site.key, site.randomness)
        let id = site.randomness.publicID()
        try write { try InvitationBatch.insert([draft], id: id, by: maker, at: now, in: $0) }
        return draft.secret
    }

    /// The same; the path of its page.
    func letterPath(for shop: Shop.ID) throws -> String { "/invitation/" + (try letter(for: shop).inTwoGroups) }
}
