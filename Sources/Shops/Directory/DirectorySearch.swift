import SQLite

extension DirectorySnapshot {
    /// The positions of the shops that match a query, by name. Text is searched in the store.
    package func find(_ query: DirectoryQuery, in db: Reader) throws -> [Int] {
        if query.words.isEmpty { return filter(Array(lines.indices), query) }
        return filter(try DirectoryShop.search(query.words, in: db).compactMap { positions[$0] }.sorted(), query)
    }

    /// The same for words typed with errors: the shops with the words nearest to them.
    func findNear(_ query: DirectoryQuery, in db: Reader) throws -> [Int] {
        guard let expression = vocabulary.expression(meaning: query.words) else { return [] }
        return filter(
            try DirectoryShop.search(expression: expression, in: db).compactMap { positions[$0] }.sorted(), query)
    }

    /// The shops that match the other filters: trade, street, open now, and with a position for the list by distance.
    private func filter(_ found: [Int], _ query: DirectoryQuery) -> [Int] {
        let (trade, street) = (trades.position(of: query.trade), streets.position(of: query.street))
        if trade == nil, !query.trade.isEmpty { return [] }
        if street == nil, !query.street.isEmpty { return [] }
        guard trade != nil || street != nil || query.openNow || query.isNear else { return found }
        return found.filter { position in
            let line = lines[position]
            return (trade == nil || trade == Int(line.tradeChoice))
                && (street == nil || street == Int(line.streetChoice)) && (line.isOpen || !query.openNow)
                && (line.place != nil || !query.isNear)
        }
    }

    /// The chip of the trade of an address, and the others.
    func chips(choosing typed: String) -> (chosen: DirectoryChip?, others: [DirectoryChip]) {
        guard let choice = trades.choice(typed) else { return (nil, chips) }
        return (DirectoryChip(choice), chips.filter { $0.choice != choice })
    }
}
