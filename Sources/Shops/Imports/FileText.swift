/// The text of a file, with the encoding it was read in: the one of its byte order mark, else UTF-8, else the encoding
/// of one byte in which it looks most like French.
struct FileText: Sendable {
    let text: String
    /// The encoding of the file; of most lines when it mixes two.
    let encoding: TextEncoding
    /// The lines in another encoding than most, counted from 1: two files pasted into one.
    private(set) var otherLines: [Int] = []

    /// Decodes bytes; never fails.
    /// - Parameter chosen: the encoding a person chose; nil to guess it.
    init(_ bytes: [UInt8], as chosen: TextEncoding? = nil) {
        let (plain, marked) = Self.withoutMark(bytes)
        if let certain = chosen ?? marked ?? Self.wide(plain) {
            (text, encoding) = (certain.decode(plain), certain)
        } else if let valid = String(validating: plain, as: UTF8.self) {
            let isTwice = TextEncoding.isTwice(valid)
            encoding = isTwice ? .utf8Twice : .utf8
            text = isTwice ? encoding.decode(plain) : valid
        } else {
            (text, encoding, otherLines) = Self.guess(plain)
        }
    }

    private static func withoutMark(_ bytes: [UInt8]) -> (ArraySlice<UInt8>, TextEncoding?) {
        if bytes.starts(with: [0xFF, 0xFE]) { return (bytes.dropFirst(2), .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (bytes.dropFirst(2), .utf16BigEndian) }
        // Some programs write the mark before text that is not UTF-8.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (bytes.dropFirst(3), nil) }
        return (bytes[...], nil)
    }

    /// UTF-16 without a mark: of ASCII characters, every second byte is zero.
    private static func wide(_ bytes: ArraySlice<UInt8>) -> TextEncoding? {
        let sample = bytes.prefix(4_096)
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        if zeros[1] * 3 > sample.count, zeros[0] * 10 < zeros[1] { return .utf16LittleEndian }
        if zeros[0] * 3 > sample.count, zeros[1] * 10 < zeros[0] { return .utf16BigEndian }
        return nil
    }

    /// Text that is not all UTF-8. Lines that are UTF-8 are read as such, the others in one encoding.
    private static func guess(_ bytes: ArraySlice<UInt8>) -> (String, TextEncoding, [Int]) {
        var (utf8, others) = ([Int](), [Int]())
        var rest: [UInt8] = []
        for (number, line) in lines(bytes) {
            guard line.contains(where: { $0 >= 0x80 }) else { continue }
            if String(validating: line, as: UTF8.self) != nil {
                utf8.append(number)
            } else {
                others.append(number)
                rest += line
                rest.append(0x0A)
            }
        }
        let encoding = EncodingScore.best(rest)
        guard !utf8.isEmpty else { return (encoding.decode(bytes), encoding, []) }
        var text = ""
        for (_, line) in lines(bytes) {
            text += String(validating: line, as: UTF8.self) ?? encoding.decode(line)
        }
        return utf8.count >= others.count ? (text, .utf8, others) : (text, encoding, utf8)
    }

    /// The lines with their ends, numbered from 1 as editors do.
    private static func lines(_ bytes: ArraySlice<UInt8>) -> [(Int, ArraySlice<UInt8>)] {
        var lines: [(Int, ArraySlice<UInt8>)] = []
        var start = bytes.startIndex
        for index in bytes.indices {
            let isPair = bytes[index] == 0x0D && index + 1 < bytes.endIndex && bytes[index + 1] == 0x0A
            guard bytes[index] == 0x0A || bytes[index] == 0x0D, !isPair else { continue }
            lines.append((lines.count + 1, bytes[start...index]))
            start = index + 1
        }
        lines.append((lines.count + 1, bytes[start...]))
        return lines
    }
}

/// How much bytes look like French in an encoding of one byte.
enum EncodingScore {
    /// The encoding with the highest score; the more frequent one among equals.
    static func best(_ bytes: [UInt8]) -> TextEncoding {
        let scored = TextEncoding.singleByte.map { ($0, score(bytes, $0.upper)) }
        let most = scored.map(\.1).max() ?? 0
        return scored.first { $0.1 == most }?.0 ?? .windows1252
    }

    /// Each character beyond ASCII scores by its neighbours: an accented letter stands beside letters, a capital not
    /// behind a small one, an apostrophe between letters.
    private static func score(_ bytes: [UInt8], _ upper: [Unicode.Scalar]) -> Int {
        func scalar(_ index: Int) -> Unicode.Scalar {
            guard bytes.indices.contains(index) else { return " " }
            return bytes[index] < 0x80 ? Unicode.Scalar(bytes[index]) : upper[Int(bytes[index] - 0x80)]
        }
        var score = 0
        for index in bytes.indices.prefix(256 * 1024) where bytes[index] >= 0x80 {
            score += points(scalar(index), after: scalar(index - 1), before: scalar(index + 1))
        }
        return score
    }

    private static func points(
        _ scalar: Unicode.Scalar, after: Unicode.Scalar, before: Unicode.Scalar
    ) -> Int {
        let isInWord = after.properties.isAlphabetic || before.properties.isAlphabetic
        if scalar.value < 0xA0 { return -10 }
        if small.contains(scalar) { return isInWord ? 4 : 1 }
        if capitals.contains(scalar) {
            return after.properties.isLowercase ? -3 : isInWord ? 4 : 1
        }
        if scalar == "’" { return isInWord ? 4 : -1 }
        if signs.contains(scalar) { return 1 }
        if scalar.properties.isAlphabetic { return -2 }
        return isInWord ? -4 : -2
    }

    private static let small = Set("àâäæçèéêëîïôöœùûüÿ".unicodeScalars)
    private static let capitals = Set("ÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸ".unicodeScalars)
    private static let signs = Set("«»–—…•€°“”‘\u{A0}²³®©™·º".unicodeScalars)
}
