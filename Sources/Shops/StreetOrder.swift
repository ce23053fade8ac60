import Base

extension Street {
    /// The house number of an address, with its mark: 12 and «bis» for «12 bis, rue Royale» and «Halle, 12bis rue
    /// Royale»; 0 without a number.
    package static func houseNumber(in address: String) -> (number: Int, mark: String) {
        for part in address.split(separator: ",") {
            let words = part.split(separator: " ")
            for (index, word) in words.prefix(2).enumerated() {
                let start = word.drop { !$0.isNumber }
                let digits = start.prefix { $0.isASCII && $0.isNumber }
                guard !digits.isEmpty, digits.count < 5 else { continue }
                let joined = start.dropFirst(digits.count).prefix(while: \.isLetter)
                let apart = words.dropFirst(index + 1).first.map { ["bis", "ter", "quater"].contains($0.lowercased()) }
                let mark = joined.isEmpty && apart == true ? words[index + 1] : joined
                return (Int(digits) ?? 0, mark.lowercased())
            }
        }
        return (0, "")
    }
}

extension Sequence {
    /// The elements as one walks through the streets: by street, house number, then the rest of the address. Elements
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
        self.address = address.folded
    }

    private var order: (Int, String, Int, String, String, Int) {
        (street.isEmpty ? 1 : 0, street, house.number, house.mark, address, position)
    }

    static func < (one: StreetPlace, other: StreetPlace) -> Bool { one.order < other.order }

    static func == (one: StreetPlace, other: StreetPlace) -> Bool { one.order == other.order }
}
