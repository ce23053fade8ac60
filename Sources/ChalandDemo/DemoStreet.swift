import Base
import Encounters
import SQLite
import Shell
import Shops

/// A shop of the demonstration, inserted.
struct DemoShop: Sendable {
    let id: Shop.ID
    let hours: DemoHours
    let owner: Member.ID?
    /// How many visitors come to it, relative to the others.
    let pull: Int
    /// How well visitors are welcomed there, 0 to 2.
    let welcome: Int
    /// People queue there at noon. Visitors report it; the shop itself rarely notes it.
    let hasQueue: Bool
    /// The reasons for leaving without a purchase that its counter and its kiosk offer.
    let reasons: [Encounter.NoPurchaseReason]
}

/// The state of a demonstration while it is made: random generator, members, shops.
struct DemoStreet: Sendable {
    let now: Instant
    let size: Demo.Size
    let randomness: Randomness
    let key: StorageKey
    var dice: Dice
    /// The members behind `Demo.accounts`, in that order.
    private(set) var accounts: [Member.ID] = []
    private(set) var shops: [DemoShop] = []

    init(now: Instant, size: Demo.Size, randomness: Randomness, key: StorageKey) {
        self.key = key
        self.now = now
        self.size = size
        self.randomness = randomness
        dice = Dice(seed: size.seed)
    }

    var president: Member.ID { accounts[0] }

    /// A shop with a shopkeeper, who replies, proposes and takes part.
    typealias OwnedShop = (shop: DemoShop, owner: Member.ID)

    var owned: [OwnedShop] { shops.compactMap { shop in shop.owner.map { (shop, $0) } } }

    /// Founds the association, opens the shops, invites their shopkeepers.
    mutating func found(passwordHashes: [String], in db: Writer) throws {
        let founded = now - .days(400)
        try Association(name: DemoNames.association, town: DemoNames.town, isDemo: true).insert(at: founded, in: db)
        try DemoNames.settings.update(in: db)
        for (number, account) in Demo.accounts.enumerated() {
            let hash = passwordHashes.indices.contains(number) ? passwordHashes[number] : nil
            accounts.append(
                try Member.insert(
                    name: account.name, email: EmailAddress(typed: account.email), passwordHash: hash, at: founded,
                    in: db))
        }
        try Office.president.give(to: accounts[0], at: founded, in: db)
        try Office.treasurer.give(to: accounts[2], at: founded, in: db)
        try Office.secretary.give(to: accounts[3], at: founded, in: db)
        let inserted = try (0..<size.shops).map { number in
            let card = card(number)
            return (
                id: try insert(card, number, in: db), hours: card.hours,
                reasons: Encounter.NoPurchaseReason.atCounter(trade: card.trade, name: card.name)
            )
        }
        let owners = try invite(inserted.map(\.id), in: db)
        for (number, shop) in inserted.enumerated() {
            // A few shops get most visitors: the n-th gets 1/√n.
            let pull = Int(1_000 / Double(number % 200 + 1).squareRoot())
            shops.append(
                DemoShop(
                    id: shop.id, hours: shop.hours, owner: owners[shop.id], pull: pull, welcome: dice.below(3),
                    hasQueue: number % 6 == 0, reasons: shop.reasons))
        }
        if let bakery = shops.first {
            try Office.staff.give(to: accounts[4], for: bakery.id.scope, at: now - .days(30), in: db)
        }
        try insertSpecialHours(in: db)
    }

    /// The written cards first, then combinations of trade and name: thousands before one repeats.
    private mutating func card(_ number: Int) -> DemoNames.Card {
        if number < DemoNames.cards.count { return DemoNames.cards[number] }
        let rest = number - DemoNames.cards.count
        let trade = DemoNames.trades[rest % DemoNames.trades.count]
        let round = rest / DemoNames.trades.count
        let surname = DemoNames.surnames[(round + 7 * (rest % DemoNames.trades.count)) % DemoNames.surnames.count]
        let again = round / DemoNames.surnames.count
        let name = "\(trade.name) \(surname)" + (again > 0 ? " \(again + 1)" : "")
        let address = "\(dice.below(90) + 1) \(dice.pick(DemoNames.streets))"
        return DemoNames.Card(name, trade.name, address, trade.hours, dice.pick(DemoNames.descriptions))
    }

    private mutating func insert(_ card: DemoNames.Card, _ number: Int, in db: Writer) throws -> Shop.ID {
        var details = ShopDetails(name: card.name, trade: card.trade)
        details.address = card.address
        details.postcode = DemoNames.postcode
        details.town = DemoNames.town
        details.place = DemoNames.place(of: card.address)
        details.description = card.description
        let digits = String(10_000 + dice.below(90_000))
        details.phone = "04 65 71 \(digits.dropFirst().prefix(2)) \(digits.suffix(2))"
        if dice.chance(40) { details.site = "https://\(card.name.slug).example" }
        if number == 3 { details.remark = "Le lundi sur rendez-vous." }
        if number == 0 { (details.surface, details.frontage, details.headcount) = (4_850, 620, 4) }
        // The first shop gets the code that the documentation uses; the others are random.
        var isFirst = number == 0
        let id = try details.insert(
            code: {
                defer { isFirst = false }
                return isFirst ? "7KQ2" : dice.letters(4)
            }, by: ShopAuthor(member: nil, at: now - .days(dice.below(300)), source: .form), in: db)
        let week = card.hours.week.map {
            OpeningHours.Interval(weekday: $0.weekday, opens: $0.opens, closes: $0.closes)
        }
        try OpeningHours(intervals: week, holidays: number % 5 == 4 ? .unsaid : number % 7 == 3 ? .open : .closed)
            .save(for: id, in: db)
        return id
    }

    /// Invites the shopkeepers: most letters are claimed, some are open, some are over, a few shops have none. The
    /// first three shops belong to the accounts after the president's.
    /// - Returns: the shopkeepers of claimed letters.
    private mutating func invite(_ shops: [Shop.ID], in db: Writer) throws -> [Shop.ID: Member.ID] {
        let helpers = Array(accounts.dropFirst().prefix(3))
        var batches: [Int: [Shop.ID]] = [:]
        for (number, shop) in shops.enumerated() {
            let state = number < helpers.count ? 0 : dice.below(10)
            // Claimed; open; over; none.
            batches[state < 7 ? 260 : state == 7 ? 3 : state == 8 ? 90 : 0, default: []].append(shop)
        }
        batches[0] = nil
        var owners: [Shop.ID: Member.ID] = [:]
        for (days, invited) in batches.sorted(by: { $0.key > $1.key }) {
            let made = now - .days(days)
            let drafts = invited.map { InvitationBatch.Draft($0, key, randomness) }
            try InvitationBatch.insert(drafts, id: dice.letters(16).lowercased(), by: president, at: made, in: db)
            guard days == 260 else { continue }
            for draft in drafts {
                let account = owners.count < helpers.count ? helpers[owners.count] : nil
                let name = "\(dice.pick(DemoNames.firstNames)) \(dice.pick(DemoNames.surnames))"
                owners[draft.shop] = try Invitation.claim(
                    draft.secret, by: account, named: name, at: made + .days(1 + dice.below(25)), in: db)
            }
        }
        return owners
    }

    /// The instant of a minute of a day in the association's zone. Clock changes are at night, when shops are closed.
    static func moment(_ day: Day, _ minute: Int) -> Instant {
        let noon = Instant(seconds: day.daysSince1970 * 86_400 + 43_200)
        let offset = (noon.local.minute - 720) * 60
        return Instant(seconds: day.daysSince1970 * 86_400 + minute * 60 - offset)
    }
}
