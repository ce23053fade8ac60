import SQLite

/// What writing an import needs and can be made before its turn: searchable texts. Made of
/// the shops as they are a moment earlier; where one has changed since, its texts are made again.
///
/// The thread that writes has everybody's writes behind it: folding 3.5 MB of descriptions there held them up for a second.
package struct ImportPreparation: Sendable {
    private var indexed: [Int: IndexedDetails] = [:]

    /// Of confirming `lines`; by the number of the line.
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

    /// Of undoing `stored`; by the row of the shop.
    init(undoing stored: StoredImport, in db: Reader) throws {
        for (shop, details) in try stored.restored(in: db) { indexed[shop.rawValue] = IndexedDetails(details) }
    }

    /// The searchable texts of `details`.
    func indexed(_ details: ShopDetails, of number: Int) -> IndexedDetails {
        if let known = indexed[number], known.details == details { return known }
        return IndexedDetails(details)
    }
}
