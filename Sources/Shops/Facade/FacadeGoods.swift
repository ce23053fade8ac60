/// Goods of a shop window, around x = 0 and standing on y = 97, three of each kind of shop.
enum FacadeGoods: Int, CaseIterable {
    case loaves, flowers, books, bottles, clothes, boxes, cups, wheels

    var pieces: [FacadePart] {
        switch self {
        case .loaves:
            [
                FacadePart(
                    .init(.straw, "M-9 95Q-9 89 0 89Q9 89 9 95V97H-9Z"),
                    .init(.shade, "M-5 90L-3 93H-5ZM0 89.5L2 93H0ZM4 90L6 93H4Z")),
                FacadePart(
                    .init(.plum, "M-8 94H8V97H-8Z"),
                    .init(.straw, "M-7 94L-4 82H-1L-2 94ZM-1 94L1 80H4L4 94ZM4 94L6 84H8L8 94Z")),
                FacadePart(
                    .init(.red, "M-8 97V92H8V97Z"), .init(.straw, "M-8 92a4 4 0 0 1 8 0M0 92a4 4 0 0 1 8 0"),
                    .init(.cream, "M-8 93.5H8V94.5H-8Z")),
            ]
        case .flowers:
            [
                FacadePart(
                    .init(.plum, "M-5 91H5L4 97H-4Z"), .init(.green, "M-1 91V84H1V91Z"),
                    .init(.red, "M-6 83a6 5 0 1 0 12 0a6 5 0 1 0-12 0"),
                    .init(.straw, "M-2 83a2 2 0 1 0 4 0a2 2 0 1 0-4 0")),
                FacadePart(
                    .init(.shutter, "M-6 89H6L5 97H-5Z"), .init(.green, "M-8 89Q-9 80-3 84Q0 76 3 84Q9 80 8 89Z")),
                FacadePart(
                    .init(.red, "M-5 92H5L4 97H-4Z"), .init(.green, "M-6 92Q-5 84 0 86Q5 84 6 92Z"),
                    .init(.straw, "M-5 85a2 2 0 1 0 4 0a2 2 0 1 0-4 0M1 84a2 2 0 1 0 4 0a2 2 0 1 0-4 0")),
            ]
        case .books:
            [
                FacadePart(
                    .init(.red, "M-8 84H-4V97H-8Z"), .init(.green, "M-3.5 82H0V97H-3.5Z"),
                    .init(.plum, "M.5 86H4V97H.5Z"), .init(.straw, "M4.5 83H8V97H4.5Z")),
                FacadePart(
                    .init(.plum, "M-8 94H8V97H-8Z"), .init(.red, "M-6 91H7V94H-6Z"), .init(.green, "M-7 88H5V91H-7Z")),
                FacadePart(.init(.green, "M-6 83H6V97H-6Z"), .init(.cream, "M-3 86H3V90H-3Z")),
            ]
        case .bottles:
            [
                FacadePart(
                    .init(.green, "M-8 97V88L-6.5 85V81H-4.5V85L-3 88V97ZM-2.5 97V88L-1 85V81H1V85L2.5 88V97Z"),
                    .init(.red, "M3 97V88L4.5 85V81H6.5V85L8 88V97Z")),
                FacadePart(
                    .init(.straw, "M-7 87H7V97H-7Z"), .init(.shade, "M-7 91H7V92H-7Z"),
                    .init(.plum, "M-4 87V83H-2V87ZM2 87V83H4V87Z")),
                FacadePart(
                    .init(.plum, "M-6 97V87L-4 84V79H-1V84L1 87V97Z"), .init(.cream, "M-6 89H1V93H-6Z"),
                    .init(.straw, "M3 97V91H8V97Z")),
            ]
        case .clothes:
            [
                FacadePart(
                    .init(.red, "M-3 80L-8 84L-6 87L-4.5 86V92H4.5V86L6 87L8 84L3 80Q0 83-3 80Z"),
                    .init(.shade, "M-.5 92H.5V97H-.5Z")),
                FacadePart(
                    .init(.plum, "M-2 79H2L4 86L8 95H-8L-4 86Z"), .init(.shade, "M-4 86H4V87H-4ZM-.5 95H.5V97H-.5Z")),
                FacadePart(
                    .init(.green, "M-8 97V93Q-3 93-2 89H0V94H8Q9 94 9 97Z"), .init(.straw, "M-6 88H-1V91Q-4 91-6 88Z")),
            ]
        case .boxes:
            [
                FacadePart(.init(.red, "M-7 87H7V97H-7Z"), .init(.cream, "M-1 87H1V97H-1ZM-7 91H7V92.5H-7Z")),
                FacadePart(.init(.green, "M-6 90a6 6 0 1 0 12 0a6 6 0 1 0-12 0"), .init(.shade, "M-3 96H3V97H-3Z")),
                FacadePart(.init(.plum, "M-8 91H1V97H-8Z"), .init(.straw, "M-1 85H7V97H1.5V90.5H-1Z")),
            ]
        case .cups:
            [
                FacadePart(
                    .init(.plum, "M-9 89H9V90.5H-9ZM-.8 90H.8V97H-.8Z"),
                    .init(.cream, "M-5 85H1V87Q1 89-2 89Q-5 89-5 87ZM4 83H7V89H4Z")),
                FacadePart(.init(.red, "M-6 84H-4V97H-6ZM-4 91H5V93H-4ZM3 93H5V97H3Z")),
                FacadePart(
                    .init(.plum, "M-8 88H8V89.5H-8ZM-.8 89H.8V97H-.8Z"), .init(.green, "M-2 88L-3 83H3L2 88Z"),
                    .init(.straw, "M4 84H7V88H4Z")),
            ]
        case .wheels:
            [
                FacadePart(.init(.rail, "M-7 91a6 6 0 1 0 12 0a6 6 0 1 0-12 0M-1 85V97M-7 91H5")),
                FacadePart(.init(.shade, "M-8 84H8V94H-8ZM-2 94H2V97H-2Z"), .init(.cream, "M-6.5 85.5H6.5V92.5H-6.5Z")),
                FacadePart(
                    .init(.red, "M-5 83H3V97H-5Z"), .init(.cream, "M-3.5 85H1.5V88H-3.5Z"),
                    .init(.green, "M4.5 90H8.5V97H4.5Z")),
            ]
        }
    }
}

/// Objects on the pavement while the shop is open, and the decorations of the seasons.
enum FacadeProps {
    /// A bush in a pot, a board, a bench, a bicycle; the first kind is none. Around x = 0.
    static let kinds: [FacadePart] = [
        FacadePart([]),
        FacadePart(.init(.green, "M-6 92a6 6.5 0 1 0 12 0a6 6.5 0 1 0-12 0"), .init(.red, "M-5 98H5L4 107H-4Z")),
        FacadePart(
            .init(.straw, "M-6 90H6L8 108H5.5L5 104H-5L-5.5 108H-8Z"), .init(.shade, "M-4.5 92H4.5L5.3 102H-5.3Z")),
        FacadePart(
            .init(.straw, "M-9 94H9V96H-9ZM-9 97H9V98.5H-9ZM-10 101H10V103H-10Z"), .init(.rail, "M-8 94V108M8 94V108")),
        FacadePart(
            .init(
                .rail,
                "M-11 103a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0"
                    + "M2 103a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0M-6.5 103L-2 96H5L6.5 103M-2 96L0 103H-6.5"
                    + "M0 103L5 96L4 93H7"
            )),
    ]

    /// The card in the door of a shop whose people are back soon: a clock. Around the middle of the door.
    static let clock = FacadePart(.init(.cream, "M-6 82a6 6 0 1 0 12 0a6 6 0 1 0-12 0"), .init(.rail, "M0 78V82L3 84"))

    /// A fir tree in a pot: in December it stands in front of every open shop.
    static let fir = FacadePart(
        .init(.red, "M-4 102H4L3 108H-3Z"),
        .init(.green, "M0 78L6 86H3.5L8 94H5L10 102H-10L-5 94H-8L-3.5 86H-6Z"),
        .init(
            .straw,
            "M-1.5 79a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0"
                + "M-4 92a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0"
                + "M2 97a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0"
        ))

    /// The decoration across the house in a season.
    static func hanging(_ season: FacadeSeason) -> FacadePart {
        switch season {
        case .none: FacadePart([])
        case .garlands:
            FacadePart(
                .init(.rail, "M0 46Q15 54 30 46Q45 54 60 46Q75 54 90 46Q105 54 120 46"),
                .init(.straw, dots(from: 6)), .init(.red, dots(from: 20.5)))
        case .bunting:
            FacadePart(
                .init(.rail, "M0 38Q30 46 60 38Q90 46 120 38"),
                .init(
                    .blue,
                    "M4 39.3L12 41L7.5 48ZM49 40.7L57 39L53.5 47ZM64 39.3L72 41L67.5 48ZM109 40.7L117 39L113.5 47Z"),
                .init(
                    .cream, "M14 41.3L22 42L17.5 49ZM39 42L47 41L43 48.5ZM74 41.3L82 42L77.5 49ZM99 42L107 41L103 48.5Z"
                ),
                .init(.red, "M25 42.2H36L30.5 49.8ZM85 42.2H96L90.5 49.8Z"))
        }
    }

    /// Four lamps, 30 apart.
    private static func dots(from start: Double) -> String {
        stride(from: start, to: 120, by: 30).map { "M\($0) 49.5a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0" }.joined()
    }
}
