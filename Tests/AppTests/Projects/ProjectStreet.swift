import SQLite

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell
@testable import Shops

extension TestSite {
    /// The row of a member of the cast.
    func member(_ person: Person) throws -> Member.ID {
        Member.ID(
            rawValue: try loop.reader.first("SELECT id FROM member WHERE name = ?1", person.name) { $0.int(0) } ?? 0)
    }

    /// Inserts a project of the person’s shop, or of the association. Returns its path.
    func project(
        _ title: String = "Marché de Noël", purpose: String = "Douze chalets et une chorale.", happens: String = "",
        place: String = "", dates: [ProjectDate] = [], budget: Money? = nil, by person: Person = .baker,
        isPublic: Bool = false
    ) throws -> String {
        let publicID = site.randomness.publicID()
        let shop: Shop.ID? = person == .baker ? bakery : person == .florist ? florist : nil
        let (member, now) = (try member(person), now)
        try write { db in
            let details = ProjectDetails(
                title: title, purpose: purpose, happens: happens, place: place, dates: dates, budget: budget)
            let id = try details.insert(publicID: publicID, by: member, for: shop, at: now, in: db)
            if isPublic { try Project.find(id, in: db)?.publish(at: now, in: db) }
        }
        return "/projets/" + publicID
    }

    /// Gives the baker a second shop.
    func giveSecondShop() throws {
        let (baker, now) = (try member(.baker), now)
        try write { db in
            try Cast.addShop("P0RT", "Fournil du port", "Boulangerie", shopkeeper: baker, at: now, in: db)
        }
    }
}
