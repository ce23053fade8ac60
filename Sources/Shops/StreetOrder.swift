import Base

extension Street {
    /// The house number of an address, with its mark: 12 and «bis» for «12 bis, rue Royale» and «Halle, 12bis rue
    /// Royale»; 0 without a number.
    package static func houseNumber(in address: String) -> (number: Int, mark: String) {
        // Bytes: this runs for each shop of a street when a page of one of them is shown.
        for part in address.utf8.split(separator: UInt8(ascii: ",")) {
            let words = part.split(separator: UInt8(ascii: " "), maxSplits: 3)
            for (index, word) in words.prefix(2).enumerated() {
                let start = word.drop { !isDigit($0) }
                let digits = start.prefix(while: isDigit)
                guard !digits.isEmpty, digits.count < 5 else { continue }
                let joined = Substring(start.dropFirst(digits.count)).prefix(while: \.isLetter).lowercased()
                let next = words.dropFirst(index + 1).first.map { Substring($0).lowercased() } ?? ""
                let mark = joined.isEmpty && ["bis", "ter", "quater"].contains(next) ? next : joined
                return (Int(Substring(digits)) ?? 0, mark)
            }
        }
        return (0, "")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension Sequence {
    /// The elements in the order of the streets: by street, house number, then the rest of the address. Elements
    /// without a street come last; equal ones keep their order.
    package func inStreetOrder(_ place: (Element) -> (streetKey: String, address: String)) -> [Element] {
        enumerated().map { position, element in
            let place = place(element)
            return (StreetPlace(place.streetKey, place.address, position), element)
        }.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

private struct StreetPlace: Comparable {
    private let street: String
    private let house: (number: Int, mark: String)
    private let address: String
    private let position: Int

    init(_ street: String, _ address: String, _ position: Int) {
        (self.street, house, self.position) = (street, Street.houseNumber(in: address), position)
        self.address = address
    }

    private var order: (Int, String, Int, String) { (street.isEmpty ? 1 : 0, street, house.number, house.mark) }

    static func < (one: StreetPlace, other: StreetPlace) -> Bool {
        guard one.order == other.order else { return one.order < other.order }
        return (one.address.folded, one.position) < (other.address.folded, other.position)
    }

    static func == (one: StreetPlace, other: StreetPlace) -> Bool {
        (one.order == other.order) && one.position == other.position
    }
}
