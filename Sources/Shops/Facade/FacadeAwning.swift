/// The awning over the window: six kinds, one of them two lamps. Extended unless the shop is closed.
enum FacadeAwning {
    static let kinds: [FacadePart] = [
        // Striped and scalloped.
        FacadePart(
            .init(.awning, stripes(12, top: 66, bottom: 77, isScalloped: true, second: false)),
            .init(.cream, stripes(12, top: 66, bottom: 77, isScalloped: true, second: true)),
            .init(.shade, "M3 74H117V75H3Z")),
        // Plain with a straight valance.
        FacadePart(
            .init(.awning, "M7 64H113L118 76V82H2V76Z"), .init(.shade, "M2 76H118V82H2Z"),
            .init(.cream, "M2 81H118V82H2Z")),
        // Broad stripes, slanted.
        FacadePart(
            .init(.awning, "M7 64H113L118 76V82H2V76Z"), .init(.cream, slantedStripes),
            .init(.shade, "M2 76H118V82H2Z")),
        // Plain and scalloped.
        FacadePart(
            .init(.awning, scallops), .init(.shade, "M3 73H117V74H3Z"), .init(.cream, "M3 75.5H117V76.5H3Z")),
        // None: two lamps over the sign.
        FacadePart(
            .init(.rail, "M28 49V45H34M92 49V45H86"), .init(.front, "M30 47L34 43L38 47ZM82 47L86 43L90 47Z"),
            .init(.brass, "M32 47H36V48.5H32ZM84 47H88V48.5H84Z"), .init(.shade, "M5 67H115V69H5Z")),
        // A narrow border of broad stripes.
        FacadePart(
            .init(.cream, "M3 65H117V73H3Z"),
            .init(.awning, stripes(6, top: 65, bottom: 73, isScalloped: false, second: false)),
            .init(.shade, "M3 72H117V74.5H3Z")),
    ]

    /// The kind without an awning.
    static let lamps = 4

    static let rolled = FacadePart(.init(.awning, "M4 65H116V69H4Z"), .init(.shade, "M4 67.5H116V69H4Z"))

    /// Every second one of `count` stripes of 114 in all, from the first or the second on.
    private static func stripes(_ count: Int, top: Int, bottom: Int, isScalloped: Bool, second: Bool) -> String {
        let width = 114 / Double(count)
        return stride(from: second ? 1 : 0, to: count, by: 2).map { number in
            let (left, right) = (3 + Double(number) * width, 3 + Double(number + 1) * width)
            let end = isScalloped ? "A\(width / 2) \(width / 2) 0 0 1 \(left) \(bottom)Z" : "H\(left)Z"
            return "M\(left) \(top)H\(right)V\(bottom)" + end
        }.joined()
    }

    private static let slantedStripes = stride(from: 0, to: 6, by: 1).map { number in
        let (top, bottom) = (15 + 17 * number, 11 + 19 * number)
        return "M\(top) 64H\(top + 8)L\(bottom + 9) 76V82H\(bottom)V76Z"
    }.joined()

    private static let scallops =
        "M3 65H117V76" + String(repeating: "a7.125 7.125 0 0 1-14.25 0", count: 8) + "Z"
}
