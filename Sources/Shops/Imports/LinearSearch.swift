/// Search in linear time whatever the input: `String.contains` compares every place with the whole part, which takes
/// seconds for two long cells of one letter.
enum LinearSearch {
    /// Whether `part` occurs in `text`, in at most 3 × (text + part) comparisons (Knuth, Morris, Pratt, «Fast pattern
    /// matching in strings», 1977).
    static func contains<Element: Equatable>(_ part: [Element], in text: [Element]) -> Bool {
        guard !part.isEmpty else { return true }
        guard part.count <= text.count else { return false }
        let borders = borders(of: part)
        var matched = 0
        for element in text {
            while matched > 0, part[matched] != element { matched = borders[matched - 1] }
            if part[matched] == element { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }

    /// For each beginning of `part`, the length of its longest proper beginning that is its end too.
    private static func borders<Element: Equatable>(of part: [Element]) -> [Int] {
        var borders = [0]
        var length = 0
        for element in part.dropFirst() {
            while length > 0, part[length] != element { length = borders[length - 1] }
            if part[length] == element { length += 1 }
            borders.append(length)
        }
        return borders
    }
}
