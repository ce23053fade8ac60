extension DirectorySnapshot {
    /// The shops beside a shop in the order of its street, at most `most`; empty for a shop without a street.
    package func neighbours(ofShop code: String, most: Int) -> [Line] {
        guard let own = lines.first(where: { $0.code == code }), own.streetChoice >= 0 else { return [] }
        let street = lines.filter { $0.streetChoice == own.streetChoice }.inStreetOrder { ("", $0.address) }
        guard let place = street.firstIndex(where: { $0.code == code }) else { return [] }
        // As many before as behind; more on one side where the street ends on the other.
        let first = max(0, min(place - most / 2, street.count - 1 - most))
        let nearby = street[first..<min(street.count, first + most + 1)]
        return nearby.filter { $0.code != code }
    }
}
