import Normalization

extension String {
    /// The text normalised for search and matching: no accents, lower case, ligatures expanded («Œuvre» → «oeuvre»),
    /// one kind of apostrophe, single spaces. FTS5's `remove_diacritics` does not expand œ and æ, so indexed text and
    /// queries are both folded here.
    package var folded: String {
        let plain = utf8.allSatisfy { $0 < 0x80 } ? lowercased() : foldedBeyondASCII
        return plain.oneLine
    }

    /// The text with each run of white space replaced by one space, and none at the ends.
    package var oneLine: String {
        // `Character.isWhitespace` dominates the cost, so it is used only when the bytes may hold white space outside
        // ASCII: U+0085 and U+00A0 (C2), U+1680 (E1), U+2000 and above (E2 80, E2 81), U+3000 (E3). «’», common in
        // French, is E2 80 99 and not one of them.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var (before, beforeThat): (UInt8, UInt8) = (0x20, 0)
        for byte in utf8 {
            switch (beforeThat, before, byte) {
            case (_, 0xC2, 0x85), (_, 0xC2, 0xA0), (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A),
                (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
                return split(whereSeparator: \.isWhitespace).joined(separator: " ")
            default: break
            }
            let isSpace = byte == 0x20 || (0x09...0x0D).contains(byte)
            if !isSpace { bytes.append(byte) } else if bytes.last != 0x20, !bytes.isEmpty { bytes.append(0x20) }
            (beforeThat, before) = (before, byte)
        }
        if bytes.last == 0x20 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The first words on one line, cut at a word boundary after at most 160 characters: for lists and meta
    /// descriptions. No-break spaces stay: a colon must not begin a line.
    package var excerpt: String {
        let line = split { $0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" }.joined(separator: " ")
        guard line.count > 160 else { return line }
        let cut = line.prefix(160)
        return (cut.lastIndex(of: " ").map { cut[..<$0] } ?? cut) + "…"
    }

    private var foldedBeyondASCII: String {
        var folded = ""
        for scalar in lowercased().normalized(.nfkd).unicodeScalars {
            switch scalar {
            case "œ": folded += "oe"
            case "æ": folded += "ae"
            case "ß": folded += "ss"
            case "’", "‘", "ʼ": folded += "'"
            // The accents of Latin, Greek and Cyrillic letters.
            case "\u{300}"..."\u{36F}": break
            default: folded.unicodeScalars.append(scalar)
            }
        }
        return folded
    }

    /// The FTS5 query for a typed search: the first 12 words, folded, quoted and matched by prefix. Nil when there is
    /// no word. Words cannot contain quotes, so typed text is never an FTS5 operator.
    package var searchExpression: String? {
        let words = folded.split { !($0.isLetter || $0.isNumber) }.prefix(12)
        return words.isEmpty ? nil : words.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    /// The text as a URL path segment: «Boulangerie de l’Étoile» → `boulangerie-de-l-etoile`. At most 60 characters;
    /// empty when the text has no letter or digit.
    package var slug: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(62)
        var isBetweenWords = false
        for byte in (utf8.allSatisfy { $0 < 0x80 } ? self : foldedBeyondASCII).utf8 where bytes.count < 60 {
            let letter = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            guard (0x61...0x7A).contains(letter) || (0x30...0x39).contains(letter) else {
                isBetweenWords = !bytes.isEmpty
                continue
            }
            if isBetweenWords { bytes.append(0x2D) }
            isBetweenWords = false
            bytes.append(letter)
        }
        return String(decoding: bytes.prefix(60), as: UTF8.self)
    }

    /// The text without the white space around it.
    package var trimmed: String {
        // Usually there is nothing to trim.
        func isInside(_ byte: UInt8?) -> Bool { byte.map { $0 > 0x20 && $0 < 0x7F } ?? true }
        if isInside(utf8.first), isInside(utf8.last) { return self }
        let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
        let rest = unicodeScalars.drop(while: isSpace)
        return String(rest[..<(rest.lastIndex { !isSpace($0) }.map(rest.index(after:)) ?? rest.startIndex)])
    }
}
