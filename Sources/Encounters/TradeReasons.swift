import Shops

extension Encounter.NoPurchaseReason {
    /// The reasons to offer at the counter of a shop of this trade and on its kiosk, the likeliest first. Never
    /// `closed`: a person in the shop knows that it is open. For an unknown trade, all but `closed`.
    package static func atCounter(trade: String, name: String) -> [Self] {
        switch TradeIcon(trade: trade, name: name) {
        case .bread, .sweet, .cheese, .meat, .fish, .apple, .basket, .bottle:
            [.notInStock, .waiting, .price, .justLooking, .other]
        case .cup, .cutlery, .glass:
            [.waiting, .notInStock, .price, .justLooking, .other]
        case .scissors, .leaf, .iron, .bank, .house, .spanner, .camera, .heart, .car, .bed:
            [.waiting, .price, .notInStock, .justLooking, .other]
        case .flower, .book, .cross, .newspaper, .screen, .pencil, .note, .palette, .gift, .paw:
            [.notInStock, .price, .justLooking, .waiting, .other]
        case .button, .shoe, .glasses, .ring, .bicycle, .top, .hanger, .chair, .dumbbell, .suitcase:
            [.notInStock, .size, .price, .justLooking, .waiting, .other]
        case .shop: allCases.filter { $0 != .closed }
        }
    }

    /// The reasons to offer on the phone of a visitor, who may have come to a closed shop. A `chosen` one stays offered
    /// when the trade of the shop changes.
    static func onPhone(trade: String, name: String, chosen: Self?) -> [Self] {
        let usual = atCounter(trade: trade, name: name).filter { $0 != .other }
        let missing = chosen.map { usual.contains($0) || $0 == .closed || $0 == .other ? [] : [$0] } ?? []
        return usual + missing + [.closed, .other]
    }
}
