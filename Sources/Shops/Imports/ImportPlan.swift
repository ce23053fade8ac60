import Shell
import SQLite

/// What an import would do, line by line.
struct ImportPlan: Sendable {
    /// The outcome of one line.
    enum Outcome: Sendable, Equatable {
        case created
        /// The shop it changes, and the columns that differ.
        case updated(Shop, [ShopColumn])
        case unchanged
        /// Left out until it is corrected.
        case toCorrect
    }

    /// One line with its outcome.
    struct Item: Sendable, Equatable {
        var line: ImportLine
        let outcome: Outcome
    }

    private(set) var items: [Item] = []

    var createdCount: Int { items.count { $0.outcome == .created } }
    var unchangedCount: Int { items.count { $0.outcome == .unchanged } }
    var toCorrect: [Item] { items.filter { $0.outcome == .toCorrect } }
    var updatedCount: Int { items.count - createdCount - unchangedCount - toCorrect.count }

    /// Finds for each line the shop it speaks of: same name and address, folded. When several lines or shops share them, those
    /// that say the same belong together; of the others the first line goes with the oldest shop, and so on. So a file
    /// imported twice changes nothing the second time, with as many shops of one name as it likes.
    init(_ lines: [ImportLine], in db: Reader) throws {
        var known: [String: [ShopKey: [Shop]]] = [:]
        var linesByKey: [ShopKey: [Int]] = [:]
        for (index, line) in lines.enumerated() where !line.isToCorrect {
            let key = line.key
            linesByKey[key, default: []].append(index)
            if known[key.name] == nil {
                known[key.name] = Dictionary(grouping: try Shop.named(key.name, in: db)) { shop in
                    ShopKey(name: shop.name, address: shop.address)
                }
            }
        }
        var partners: [Int: Shop] = [:]
        for (key, indices) in linesByKey {
            let shops = known[key.name]?[key] ?? []
            for (index, shop) in ImportPlan.pairs(indices.map { ($0, lines[$0]) }, shops) { partners[index] = shop }
        }
        items = lines.enumerated().map { index, line in
            guard !line.isToCorrect else { return Item(line: line, outcome: .toCorrect) }
            var line = line
            let key = line.key
            if let first = linesByKey[key]?.first, first != index { line.remark(.sameAsLine(lines[first].number)) }
            guard let shop = partners[index] else {
                if line[ShopFields.trade] == nil { line.remark(.tradeMissing) }
                if known[key.name]?.keys.contains(where: { $0 != key }) == true { line.remark(.nameElsewhere) }
                return Item(line: line, outcome: .created)
            }
            let changed = line.details(over: shop.details).changed(from: shop.details).map { ShopColumn($0) }
            return Item(line: line, outcome: changed.isEmpty ? .unchanged : .updated(shop, changed))
        }
    }

    private static func pairs(_ lines: [(Int, ImportLine)], _ shops: [Shop]) -> [(Int, Shop)] {
        var (freeLines, freeShops) = (lines, shops)
        var pairs: [(Int, Shop)] = []
        // Past a hundred twins their order alone decides: comparing each with each would take seconds.
        for (index, line) in lines where lines.count * shops.count <= 10_000 {
            let same = freeShops.firstIndex { line.details(over: $0.details) == $0.details }
            guard let same else { continue }
            pairs.append((index, freeShops.remove(at: same)))
            freeLines.removeAll { $0.0 == index }
        }
        return pairs + zip(freeLines, freeShops).map { ($0.0, $1) }
    }
}

extension Shop {
    /// The shops of a folded name, oldest first. Index: `shop_by_name`.
    package static func named(_ nameKey: String, in db: Reader) throws -> [Shop] {
        try db.rows(
            """
            SELECT \(columns) FROM shop
             WHERE name_key = ?1 AND removed_at IS NULL ORDER BY name_key, id LIMIT ?2
            """, nameKey, SiteLimits.importLines, decode: Shop.init(row:))
    }
}
