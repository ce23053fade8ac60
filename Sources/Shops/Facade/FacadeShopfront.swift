/// The shop on the ground floor: its front with the door on the left, on the right or in the middle, lit, half-lit,
/// shuttered or plain.
enum FacadeShopfront {
    /// The panel of the sign and the wooden frame.
    static let frame = FacadePart(
        .init(.front, "M4 50H116V67H4ZM5 67H115V104H5Z"), .init(.shade, "M2.5 48.5H117.5V50.5H2.5ZM4 66H116V67.5H4Z"))

    /// The openings of a front: its windows and its door.
    struct Openings {
        let windows: [ClosedRange<Int>]
        let door: ClosedRange<Int>
        /// Where the goods stand.
        let goods: [Int]
    }

    /// Door on the left, on the right, in the middle.
    static let openings = [
        Openings(windows: [36...110], door: 10...30, goods: [50, 73, 96]),
        Openings(windows: [10...84], door: 90...110, goods: [24, 47, 70]),
        Openings(windows: [9...46, 74...111], door: 50...70, goods: [19, 36, 92]),
    ]

    /// The glass and the door of each front in a state.
    static func glass(_ door: Int, _ state: FacadeState) -> FacadePart {
        let openings = openings[door]
        let (left, right) = (openings.door.lowerBound, openings.door.upperBound)
        let pane: FacadePaint =
            switch state {
            case .open: .lit
            case .half: .dim
            case .closed: .shutter
            case .unknown: .glass
            }
        var shapes = [FacadePart.Shape(.shade, "M\(left - 2) 70H\(right + 2)V104H\(left - 2)Z")]
        for window in openings.windows {
            shapes.append(.init(pane, "M\(window.lowerBound) 70H\(window.upperBound)V97H\(window.lowerBound)Z"))
        }
        if state == .closed {
            let slats = (openings.windows + [openings.door]).map { opening in
                let bottom = opening == openings.door ? 103 : 96
                return stride(from: 73, through: bottom, by: 3).map {
                    "M\(opening.lowerBound) \($0)H\(opening.upperBound)"
                }.joined()
            }.joined()
            shapes.append(.init(.shutter, "M\(left) 70H\(right)V104H\(left)Z"))
            shapes.append(.init(.slat, slats))
            return FacadePart(shapes)
        }
        shapes.append(.init(pane, "M\(left + 2) 72H\(right - 2)V95H\(left + 2)Z"))
        shapes.append(.init(.brass, "M\(right - 3) 86h1.5v5h-1.5Z"))
        return FacadePart(shapes)
    }
}
