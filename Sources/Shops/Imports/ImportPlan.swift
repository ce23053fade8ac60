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
    /// Comparisons of a line with a shop of the same name and address.
    private(set) var comparisons = 0

    /// The most comparisons of one import, about 50 ms. Past them only the order decides.
    static let mostComparisons = 10_000

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
        // In the order of the file, so that the preview and the import agree.
        for (key, indices) in linesByKey.sorted(by: { $0.value[0] < $1.value[0] }) {
            let shops = known[key.name]?[key] ?? []
            for (index, shop) in pairs(indices.map { ($0, lines[$0]) }, shops) { partners[index] = shop }
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

    private mutating func pairs(_ lines: [(Int, ImportLine)], _ shops: [Shop]) -> [(Int, Shop)] {
        if lines.count == 1, shops.count == 1 { return [(lines[0].0, shops[0])] }
        var (freeLines, freeShops) = ([Int](), shops)
        var pairs: [(Int, Shop)] = []
        for (index, line) in lines {
            var same: Int?
            for (position, shop) in freeShops.enumerated() where comparisons < Self.mostComparisons {
                comparisons += 1
                if line.details(over: shop.details) == shop.details {
                    same = position
                    break
                }
            }
            if let same { pairs.append((index, freeShops.remove(at: same))) } else { freeLines.append(index) }
        }
        return pairs + zip(freeLines, freeShops).map { ($0, $1) }
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
