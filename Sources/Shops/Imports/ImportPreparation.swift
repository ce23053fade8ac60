import SQLite

/// What writing an import needs and can be made before its turn: searchable texts, details as they are kept for undoing. Made of
/// the shops as they are a moment earlier; where one has changed since, its texts are made again.
///
/// The thread that writes has everybody's writes behind it: folding 3.5 MB of descriptions there held them up for a second.
struct ImportPreparation: Sendable {
    private var indexed: [Int: IndexedDetails] = [:]
    private var saved: [Int: (details: ShopDetails, json: String)] = [:]

    /// Of confirming `lines`; by the number of the line.
    init(_ lines: [ImportLine], in db: Reader) throws {
        for item in try ImportPlan(lines, in: db).items {
            switch item.outcome {
            case .created: indexed[item.line.number] = IndexedDetails(item.line.details)
            case .updated(let shop, _):
                let old = ShopDetails(shop)
                indexed[item.line.number] = IndexedDetails(item.line.details(over: old))
                saved[item.line.number] = (old, SavedDetails(old).json)
            case .unchanged, .toCorrect: continue
            }
        }
    }

    /// Of undoing `stored`; by the row of the shop.
    init(undoing stored: StoredImport, in db: Reader) throws {
        for (shop, before) in try stored.overwritten(in: db) { indexed[shop.rawValue] = IndexedDetails(before) }
    }

    /// The searchable texts of `details`.
    func indexed(_ details: ShopDetails, of number: Int) -> IndexedDetails {
        if let known = indexed[number], known.details == details { return known }
        return IndexedDetails(details)
    }

    /// The details as they are kept for undoing.
    func json(_ details: ShopDetails, of number: Int) -> String {
        if let known = saved[number], known.details == details { return known.json }
        return SavedDetails(details).json
    }
}
