import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Shell
@testable import Shops

/// For random streets and queries, the pages of the directory list the shops that SQL finds, in its order.
@Suite("The directory compared with SQL") struct DirectoryPropertyTests {
    private static let words = ["Étoile", "Four", "Lac", "Cœur", "Halle", "Roses", "L’Atelier", "Vieux", "Petit"]
    private static let trades = ["Boulangerie", "Café", "cafe", "Librairie", "Fleuriste", "Œufs & co"]
    private static let addresses = ["12 rue Royale", "4 bis rue royale", "quai de l’Île", "3 bd Saint-Michel", ""]

    /// 300 random shops, some closed for days, some open at night, some removed.
    private func fill(_ site: TestSite, _ dice: inout Dice) throws {
        let now = site.now
        for number in 0..<300 {
            var details = ShopDetails(
                name: "\(dice.pick(Self.words)) \(dice.pick(Self.words))", trade: dice.pick(Self.trades))
            details.address = dice.pick(Self.addresses)
            details.description = dice.chance(30) ? dice.pick(Self.words) : ""
            let (hours, isRemoved, shop) = (randomHours(from: now.local.day, &dice), dice.chance(10), details)
            try site.write { db in
                let id = try shop.insert(
                    code: { "Z" + String(1_000 + number).dropFirst() },
                    by: .test(at: now), in: db)
                try hours.save(for: id, in: db)
                if isRemoved { try Shop.remove(id, at: now, in: db) }
            }
        }
    }

    private func randomHours(from today: Day, _ dice: inout Dice) -> OpeningHours {
        var hours = OpeningHours()
        for weekday in 1...7 where dice.chance(70) {
            let opens = dice.below(1_440)
            hours.intervals.append(.init(weekday: weekday, opens: opens, closes: opens + 1 + dice.below(1_440)))
        }
        if dice.chance(20) {
            let from = today.adding(days: dice.below(12) - 6)
            hours.closures.append(.init(from: from, until: from.adding(days: dice.below(5))))
        }
        return hours
    }

    private func randomQuery(_ dice: inout Dice) -> DirectoryQuery {
        var query = DirectoryQuery()
        if dice.chance(40) {
            query.words = dice.pick(["etoile", "coeur", "fo", "royale lac", "cafe petit", "xyz", "!"])
        }
        if dice.chance(40) { query.trade = dice.pick(["cafe", "Café", "boulangerie", "oeufs-co", "forgeron"]) }
        if dice.chance(40) { query.street = dice.pick(["rue-royale", "boulevard-saint-michel", "nulle-part"]) }
        query.openNow = dice.chance(40)
        return query
    }

    /// The codes of the shops that match a query, in the order of their names, found by SQL alone.
    private func truth(_ query: DirectoryQuery, _ site: TestSite) throws -> [String] {
        var (conditions, values) = (["removed_at IS NULL"], [any Bindable]())
        if !query.trade.isEmpty {
            conditions.append("replace(trade_key, ' & ', ' ') = ?")
            values.append(query.trade.folded.replacing("-", with: " "))
        }
        if !query.street.isEmpty {
            conditions.append("street_key = ?")
            values.append(query.street.replacing("-", with: " "))
        }
        if !query.words.isEmpty {
            guard let expression = query.words.searchExpression else { return [] }
            conditions.append("id IN (SELECT rowid FROM shop_search WHERE shop_search MATCH ?)")
            values.append(expression)
        }
        if query.openNow {
            let now = site.now.local
            let yesterday = now.day.adding(days: -1)
            conditions.append(
                """
                id IN (SELECT shop_id FROM opening_hours
                        WHERE weekday = ? AND opens_minute <= ? AND closes_minute > ?
                          AND shop_id NOT IN (SELECT shop_id FROM exceptional_closure WHERE from_on <= ? AND until_on >= ?)
                        UNION ALL
                       SELECT shop_id FROM opening_hours
                        WHERE weekday = ? AND closes_minute > ?
                          AND shop_id NOT IN (SELECT shop_id FROM exceptional_closure WHERE from_on <= ? AND until_on >= ?))
                """)
            values += [now.day.weekday, now.minute, now.minute, now.day, now.day] as [any Bindable]
            values += [yesterday.weekday, now.minute + 1_440, yesterday, yesterday] as [any Bindable]
        }
        let sql = "SELECT code FROM shop WHERE \(conditions.joined(separator: " AND ")) ORDER BY name_key, id"
        return try site.loop.reader.rows(sql, values: values) { $0.text(0).lowercased() }
    }

    /// The codes on all pages of a query.
    private func shown(_ query: DirectoryQuery, _ browser: Browser) async throws -> [String] {
        var (codes, page) = ([String](), 1)
        while true {
            let text = try await browser.get(query.with { $0.page = page }.link.path).text
            codes += text.matches(of: /<h2><a href="\/boutiques\/[^"]*?([a-z0-9]{4})">/).map { String($0.1) }
            if !text.contains("rel=\"next\"") { return codes }
            page += 1
        }
    }

    @Test("filters, search and paging agree with SQL", arguments: [1, 2, 3] as [UInt64])
    func agrees(_ seed: UInt64) async throws {
        let site = try TestSite(limitsRate: false)
        var dice = Dice(seed: seed)
        try fill(site, &dice)
        let browsers = [site.as(.guest), site.as(.baker)]
        var found = 0
        for number in 0..<25 {
            let query = number == 0 ? DirectoryQuery() : randomQuery(&dice)
            let expected = try truth(query, site)
            let browser = dice.pick(browsers)
            #expect(try await shown(query, browser) == expected, "\(query.link.path) at \(site.now.local)")
            found += expected.count
            site.wait(60 * dice.below(600))
        }
        #expect(found > 500)
    }
}
