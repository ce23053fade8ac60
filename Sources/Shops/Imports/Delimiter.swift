/// What separates the cells of a line: one ASCII character, or nothing in a list of one column.
struct Delimiter: Sendable, Hashable, Codable {
    /// The character; 0 for none.
    let byte: UInt8

    private init(_ byte: UInt8) { self.byte = byte }

    static let none = Delimiter(0)
    static let tab = Delimiter(0x09)
    static let semicolon = Delimiter(0x3B)
    static let comma = Delimiter(0x2C)
    static let bar = Delimiter(0x7C)

    /// The usual ones, in the order of preference.
    static let usual: [Delimiter] = [.semicolon, .tab, .comma, .bar]
    /// Guessed only with known titles: they stand inside ordinary text too.
    private static let rare = Array("^~#:!*$".utf8).map { Delimiter($0) }

    /// The delimiter of a form or an option: «;», «\t», «tab», «59»; «0» and «none» for none. Nil for letters, digits,
    /// quotes, points and spaces, which stand in every text.
    init?(typed: String) {
        switch typed.lowercased() {
        case "0", "none": self = .none
        case "\\t", "tab", "\t": self = .tab
        default:
            let bytes = Array(typed.utf8)
            guard let byte = bytes.count == 1 ? bytes[0] : UInt8(typed), Self.isUsable(byte) else { return nil }
            self.byte = byte
        }
    }

    /// Whether a byte may be a delimiter.
    private static func isUsable(_ byte: UInt8) -> Bool {
        guard byte == 0x09 || byte == 0x1F || (0x21..<0x7F).contains(byte) else { return false }
        let scalar = Unicode.Scalar(byte)
        return !scalar.properties.isAlphabetic && !(0x30...0x39).contains(byte)
            && !"\".'@-_/()".unicodeScalars.contains(scalar)
    }

    /// The delimiter that a first line «sep=;» names for Excel, also in quotes; nil for any other line.
    static func named(by line: some Sequence<UInt8>) -> Delimiter? {
        var bytes = Array(line)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        if bytes.first == 0x22, bytes.last == 0x22, bytes.count > 2 { bytes = Array(bytes[1..<(bytes.count - 1)]) }
        guard bytes.count == 5, String(decoding: bytes.prefix(4), as: UTF8.self).lowercased() == "sep=" else {
            return nil
        }
        return isUsable(bytes[4]) ? Delimiter(bytes[4]) : nil
    }

    /// The delimiter of a text: the one whose lines have as many cells as their titles. Commas inside addresses vary,
    /// so they do not win.
    /// - Parameter isTitle: whether a cell is a known title.
    static func guess(_ bytes: [UInt8], isTitle: (String) -> Bool) -> Delimiter {
        let sample = Array(bytes.prefix(128 * 1024))
        var best: (delimiter: Delimiter, score: Double) = (.none, 0)
        for delimiter in usual + rare {
            guard sample.contains(delimiter.byte) else { continue }
            let isRare = !usual.contains(delimiter)
            let score = score(sample, delimiter, isRare: isRare, isTitle: isTitle)
            if score > best.score { best = (delimiter, score) }
        }
        return best.delimiter
    }

    /// 0 to 1 for the share of lines with the most frequent number of cells; more for known titles above them.
    private static func score(_ bytes: [UInt8], _ delimiter: Delimiter, isRare: Bool, isTitle: (String) -> Bool)
        -> Double
    {
        let records = DelimitedText.sample(bytes, delimiter, limit: 200)
        guard !records.isEmpty else { return 0 }
        let widths = records.map { $0.cells.count + $0.extra }
        var counts: [Int: Int] = [:]
        for width in widths where width > 1 { counts[width, default: 0] += 1 }
        let share = Double(counts.values.max() ?? 0) / Double(widths.count)
        let titles = records.prefix(20).enumerated().map { index, record in
            (index, Set(record.cells.prefix(200).filter(isTitle)).count)
        }
        guard let line = titles.max(by: { $0.1 < $1.1 }), line.1 > 0, widths[line.0] > 1 else {
            // A list of one column has no delimiter, though a name may hold a comma.
            return isRare || widths.count { $0 > 1 } * 2 < widths.count ? 0 : share
        }
        if isRare, line.1 < 2 { return 0 }
        let below = widths.dropFirst(line.0)
        let same = Double(below.count { $0 == widths[line.0] }) / Double(below.count)
        return share + 0.3 * same + 0.1 * Double(min(line.1, 6))
    }
}
