import SQLite
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

/// The association of every test: its people, signed in, and its two shops.
struct Cast: Sendable {
    /// When the clock of a test starts: 2026-03-02 10:00 in Paris, a Monday.
    static let start = Instant(seconds: 1_772_442_000)

    private(set) var bakery = Shop.ID(rawValue: 0)
    private(set) var florist = Shop.ID(rawValue: 0)

    /// No cast.
    init() {}

    /// Adds the cast to an empty storage.
    init(in db: Writer) throws {
        let now = Cast.start
        try Association(name: "Les Vitrines du Lac", town: "Annecy", isDemo: false).insert(at: now, in: db)
        bakery = try Cast.addShop(
            "7KQ2", "Boulangerie de l’Étoile", "Boulangerie", address: "12 rue Royale", at: now, in: db)
        florist = try Cast.addShop(
            "F10R", "Au Cœur des fleurs", "Fleuriste", address: "14 bis rue Royale", at: now, in: db)
        for person in TestSite.Person.allCases { try add(person, in: db) }
        // Tests that need the drawings schedule them.
        try DueWork.cancel(Drawing.job, in: db)
    }

    /// Adds one person with their office, signed in with the cookie `Browser.hold` sends.
    private func add(_ person: TestSite.Person, in db: Writer) throws {
        guard let cookie = person.cookie else { return }
        let now = Cast.start
        let member = try Member.insert(
            name: person.name, email: person.email.flatMap(EmailAddress.init(typed:)), passwordHash: nil, at: now,
            in: db)
        switch person {
        case .president: try Office.president.give(to: member, at: now, in: db)
        case .vicePresident: try Office.vicePresident.give(to: member, at: now, in: db)
        case .treasurer: try Office.treasurer.give(to: member, at: now, in: db)
        case .secretary: try Office.secretary.give(to: member, at: now, in: db)
        case .boardMember: try Office.boardMember.give(to: member, at: now, in: db)
        case .baker: try Office.shopkeeper.give(to: member, for: bakery.scope, at: now, in: db)
        case .florist: try Office.shopkeeper.give(to: member, for: florist.scope, at: now, in: db)
        case .staff: try Office.staff.give(to: member, for: bakery.scope, at: now, in: db)
        case .guest: break
        }
        try Session.open(cookie, for: member, .init(isOwn: true), closing: nil, at: now, in: db)
    }

    /// Adds a shop of the rue Royale, with its shopkeeper.
    @discardableResult static func addShop(
        _ code: String, _ name: String, _ trade: String, address: String = "", shopkeeper: Member.ID? = nil,
        at now: Instant,
        in db: Writer
    ) throws -> Shop.ID {
        var details = ShopDetails(name: name, trade: trade)
        (details.address, details.postcode, details.town) = (address, "74000", "Annecy")
        let shop = try details.insert(code: { code }, by: .test(at: now), in: db)
        if let shopkeeper { try addShopkeeper(shopkeeper, of: shop, at: now, in: db) }
        return shop
    }

    /// Gives a shop one more shopkeeper.
    static func addShopkeeper(_ member: Member.ID, of shop: Shop.ID, at now: Instant, in db: Writer) throws {
        try Office.shopkeeper.give(to: member, for: shop.scope, at: now, in: db)
    }
}

extension ShopAuthor {
    /// An author for tests that do not check the author.
    static func test(at now: Instant) -> ShopAuthor { ShopAuthor(member: nil, at: now, source: .form) }
}
