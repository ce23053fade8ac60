import Base
import SQLite
import Shell
import Shops

/// The printed codes of the invented street: counters, windows, flyers of some shops, and those of the association.
struct DemoCodes {
    private var dice: Dice
    private let now: Instant
    /// The codes that visitors of a shop come by, the usual ones several times.
    private var ofShops: [Shop.ID: [String]] = [:]
    /// The codes that lead to the front page, each with its scans per day.
    private var ofAssociation: [(code: String, opens: Int)] = []

    /// Inserts the codes.
    init(_ street: DemoStreet, in db: Writer) throws {
        dice = Dice(seed: street.size.seed ^ 0x0063_6F64_6573)
        now = street.now
        for (number, shop) in street.shops.enumerated() {
            guard let counter = try EntryPoint.counter(of: shop.id, in: db) else { continue }
            var codes = [counter, counter, counter]
            if number % 3 != 1, let code = try make(.window, cents: 650, of: .shop(shop.id), in: db) {
                codes += [code, code]
            }
            if number % 8 == 0 {
                let details = (place: "Marché du samedi", cents: 4_800)
                let code = try make(.flyer, details.place, cents: details.cents, of: .shop(shop.id), in: db)
                codes += code.map { [$0] } ?? []
            }
            ofShops[shop.id] = codes
        }
        let campaigns: [(EntryPoint.Medium, String, Int, Int)] = [
            (.poster, "Gare", 9_000, 6), (.newsletter, "", 0, 9), (.radio, "", 18_000, 3), (.ambassador, "", 2_500, 2),
        ]
        for (medium, place, cents, opens) in campaigns {
            let code = try make(medium, place, cents: cents, of: .association, in: db)
            ofAssociation += code.map { [($0, opens)] } ?? []
        }
    }

    private mutating func make(
        _ medium: EntryPoint.Medium, _ place: String = "", cents: Int, of owner: EntryPoint.Owner, in db: Writer
    ) throws -> String? {
        try PrintedCode.Details(medium, place: place, cost: Money(cents: cents)).insert(
            of: owner, letters: { dice.letters(4) }, at: now - .days(180), in: db)?.code
    }

    /// The code by which a visitor comes to a shop.
    mutating func code(at shop: Shop.ID) -> String? { ofShops[shop].map { dice.pick($0) } }

    /// Inserts the openings of each code: more than its answers, on the days with counted answers.
    mutating func insertOpens(in db: Writer) throws {
        let answered = try db.rows("SELECT code, day_on, answers FROM entry_point_day") {
            (code: $0.text(0), day: Day($0.text(1)), answers: $0.int(2))
        }
        for (code, day, answers) in answered {
            guard let day else { continue }
            try EntryPoint.add([code: answers * 2 + dice.below(answers + 2)], on: day, in: db)
        }
        for offset in 0..<84 {
            for (code, opens) in ofAssociation {
                let count = dice.below(2 * opens)
                if count > 0 { try EntryPoint.add([code: count], on: now.local.day.adding(days: -offset), in: db) }
            }
        }
    }
}
