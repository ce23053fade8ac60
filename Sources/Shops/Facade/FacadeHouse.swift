/// The house above the shop: walls with their roofs, and rows of windows.
enum FacadeHouse {
    /// Walls with their roof line, from the pavement up.
    static let walls: [FacadePart] = [
        // A flat cornice.
        FacadePart(.init(.wall, "M0 14H120V104H0Z"), .init(.shade, "M0 10H120V14H0ZM0 18H120V19H0Z")),
        // A mansard with a dormer.
        FacadePart(
            .init(.roof, "M0 20L8 3H112L120 20Z"), .init(.wall, "M0 19H120V104H0ZM51 19V9Q60 2 69 9V19Z"),
            .init(.pane, "M55 18V10H65V18Z"), .init(.shade, "M0 19H120V21H0Z")),
        // A gable.
        FacadePart(
            .init(.wall, "M0 104V22L60 2L120 22V104Z"), .init(.roof, "M0 24V19L60 0L120 19V24L60 5Z"),
            .init(.pane, "M56 15a4 4 0 1 0 8 0a4 4 0 1 0-8 0")),
        // A stepped gable.
        FacadePart(
            .init(.wall, "M0 104V20H15V14H31V8H47V2H73V8H89V14H105V20H120V104Z"),
            .init(
                .shade,
                "M0 20H15V22H0ZM15 14H31V16H15ZM31 8H47V10H31ZM47 2H73V4H47ZM73 8H89V10H73Z"
                    + "M89 14H105V16H89ZM105 20H120V22H105Z"
            ),
            .init(.pane, "M57 18V12Q60 8 63 12V18Z")),
        // Tiles and a chimney.
        FacadePart(
            .init(.shade, "M86 0H98V10H86Z"), .init(.wall, "M87 1H97V10H87ZM0 18H120V104H0Z"),
            .init(.roof, "M0 20L9 7H111L120 20Z"), .init(.shade, "M0 20H120V22H0Z")),
        // A balustrade.
        FacadePart(
            .init(
                .wall,
                "M0 16H120V104H0ZM0 6H120V9H0ZM3 9H7V16H3ZM14 9H18V16H14ZM25 9H29V16H25Z"
                    + "M36 9H40V16H36ZM47 9H51V16H47ZM58 9H62V16H58ZM69 9H73V16H69ZM80 9H84V16H80Z"
                    + "M91 9H95V16H91ZM102 9H106V16H102ZM113 9H117V16H113Z"
            ),
            .init(.shade, "M0 9H120V10H0ZM0 16H120V18H0Z")),
        // A rounded gable.
        FacadePart(
            .init(.wall, "M0 104V20H10Q24 20 28 12Q40 0 60 2Q80 0 92 12Q96 20 110 20H120V104Z"),
            .init(
                .shade,
                "M0 20H10Q24 20 28 12Q40 0 60 2Q80 0 92 12Q96 20 110 20H120V22H109Q95 22 90 14"
                    + "Q79 3 60 5Q41 3 30 14Q25 22 11 22H0Z"
            ),
            .init(.pane, "M55 13a5 4 0 1 0 10 0a5 4 0 1 0-10 0")),
    ]

    /// Windows, each 18 wide and around x = 0, between 26 and 46.
    static let windows: [FacadePart] = [
        // A cross.
        FacadePart(
            .init(.shade, "M-10 25H10V47H-10Z"),
            .init(.pane, "M-8 26H-.7V34H-8ZM.7 26H8V34H.7ZM-8 35.4H-.7V46H-8ZM.7 35.4H8V46H.7Z")),
        // An arch.
        FacadePart(
            .init(.shade, "M-10 47V33Q-10 23 0 23Q10 23 10 33V47Z"),
            .init(.pane, "M-8 46V33Q-8 25.5-.7 25V46ZM8 46V33Q8 25.5 .7 25V46Z")),
        // Wooden shutters.
        FacadePart(
            .init(.front, "M-15 25H-8.5V47H-15ZM8.5 25H15V47H8.5Z"),
            .init(.pane, "M-7.5 25H-.7V47H-7.5ZM.7 25H7.5V47H.7Z"),
            .init(.shade, "M-14 27H-9.5V35H-14ZM-14 37H-9.5V45H-14ZM9.5 27H14V35H9.5ZM9.5 37H14V45H9.5Z")),
        // An iron rail.
        FacadePart(
            .init(.shade, "M-9 23H9V47H-9Z"), .init(.pane, "M-7.5 24.5H-.7V47H-7.5ZM.7 24.5H7.5V47H.7Z"),
            .init(.rail, "M-11 40H11M-11 47H11M-11 40V47M-7.3 40V47M-3.6 40V47M0 40V47M3.6 40V47M7.3 40V47M11 40V47")),
        // A pediment.
        FacadePart(
            .init(.shade, "M-11 26L0 20.5L11 26ZM-11 46H11V48H-11Z"),
            .init(.pane, "M-7.5 27H-.7V46H-7.5ZM.7 27H7.5V46H.7Z")),
        // Small panes.
        FacadePart(
            .init(.front, "M-9.5 25H9.5V47H-9.5Z"),
            .init(
                .pane,
                "M-8 26.5H-3.2V32.5H-8ZM-2.4 26.5H2.4V32.5H-2.4ZM3.2 26.5H8V32.5H3.2Z"
                    + "M-8 33.2H-3.2V39H-8ZM-2.4 33.2H2.4V39H-2.4ZM3.2 33.2H8V39H3.2ZM-8 39.8H-3.2V45.5H-8Z"
                    + "M-2.4 39.8H2.4V45.5H-2.4ZM3.2 39.8H8V45.5H3.2Z"
            )),
    ]

    /// Where the windows of a row stand.
    static let windowPlaces = [[30, 90], [20, 60, 100]]

    /// A box of flowers under a window.
    static let flowers = FacadePart(
        .init(.front, "M-10 45H10V49H-10Z"),
        .init(.green, "M-10 45Q-9 41-6 44Q-4 40-1 44Q1 40 4 44Q7 40 10 45Z"),
        .init(.red, "M-7 42.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M2 42a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0"))

    /// The pavement, and the shadow between two houses.
    static let ground = FacadePart(
        .init(.pavement, "M0 104H120V112H0Z"), .init(.shade, "M119 22H120V104H119ZM0 104H120V105.5H0Z"))
}
