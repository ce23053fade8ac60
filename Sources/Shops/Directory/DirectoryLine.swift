import Base

extension DirectorySnapshot {
    /// A shop as a line of the directory.
    package struct Line {
        package let id: Shop.ID
        package let code: String
        package let name: String
        let nameKey: String
        package let trade: String
        package let address: String
        /// «74000 Annecy», for maps.
        let city: String
        let place: Shop.Place?
        package let createdAt: Instant
        /// A position in the menu of trades.
        let tradeChoice: Int32
        /// A position in the menu of streets; -1 without a street.
        let streetChoice: Int32
        /// A position in the states of the snapshot.
        let state: Int32
        package let isOpen: Bool
        /// When it opens next, in minutes since the midnight before the snapshot; -1 if it is open or no opening is
        /// known.
        let opens: Int32
    }
}
