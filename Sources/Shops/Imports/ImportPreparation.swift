import SQLite

/// The search texts of an import, computed before its write. They are made from the shops as stored a moment earlier;
/// the write computes those of a shop that has changed since.
///
/// The writer’s thread serves every write: folding 3.5 MB of descriptions on it delayed them by a second.
package struct ImportPreparation: Sendable {
    private var indexed: [Int: IndexedDetails] = [:]

    /// For confirming `lines`, by line number.
    init(_ lines: [ImportLine], in db: Reader) throws {
        for item in try ImportPlan(lines, in: db).items {
            switch item.outcome {
            case .created: indexed[item.line.number] = IndexedDetails(item.line.details)
            case .updated(let shop, _):
                indexed[item.line.number] = IndexedDetails(item.line.details(over: shop.details))
            case .unchanged, .toCorrect: continue
            }
        }
    }

    /// For undoing `stored`, by row of the shop.
    init(undoing stored: StoredImport, in db: Reader) throws {
        for (shop, details) in try stored.restored(in: db) { indexed[shop.rawValue] = IndexedDetails(details) }
    }

    /// The search texts of `details`.
    func indexed(_ details: ShopDetails, of number: Int) -> IndexedDetails {
        if let known = indexed[number], known.details == details { return known }
        return IndexedDetails(details)
    }
}
