/// The advance widths of a TrueType font, to break lines for a program that does not (OpenType: tables `cmap`, `head`,
/// `hhea`, `hmtx`).
package struct FontMetrics: Sendable {
    private let unitsPerEm: Int
    /// By glyph; the last one applies to all further glyphs.
    private let advances: [UInt16]
    /// Glyphs by character.
    private let glyphs: [UInt32: UInt16]

    /// The metrics in the bytes of a font file; nil when they are no TrueType font with a Unicode table.
    package init?(_ bytes: [UInt8]) {
        let file = FontFile(bytes: bytes)
        guard let head = file.table("head"), let hhea = file.table("hhea"), let hmtx = file.table("hmtx"),
            let cmap = file.table("cmap"), let units = file.short(head + 18), units > 0,
            let count = file.short(hhea + 34), count > 0, let map = file.characters(cmap)
        else { return nil }
        let widths = (0..<count).compactMap { file.short(hmtx + 4 * $0) }
        guard widths.count == count else { return nil }
        (unitsPerEm, advances, glyphs) = (units, widths.map { UInt16($0) }, map)
    }

    /// The width of a text in units of the font size. Kerning, which makes it a little narrower, is not counted. A
    /// character that the font lacks is drawn with another one: it counts as 1.4, the width of a wide emoji.
    package func width(_ text: some StringProtocol) -> Double {
        text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private func width(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        // Spaces that do not break have the width of a space; joiners and variation selectors have none.
        case 0xA0, 0x202F: return width(" ")
        case 0x200B...0x200F, 0xFE00...0xFE0F, 0x300...0x36F: return 0
        default:
            guard let glyph = glyphs[scalar.value] else { return 1.4 }
            return Double(advances[min(Int(glyph), advances.count - 1)]) / Double(unitsPerEm)
        }
    }
}

/// The bytes of a font file, read without trusting their offsets.
private struct FontFile {
    let bytes: [UInt8]

    func short(_ at: Int) -> Int? {
        guard at >= 0, at + 1 < bytes.count else { return nil }
        return Int(bytes[at]) << 8 | Int(bytes[at + 1])
    }

    func long(_ at: Int) -> Int? {
        guard let high = short(at), let low = short(at + 2) else { return nil }
        return high << 16 | low
    }

    /// The start of a table.
    func table(_ tag: String) -> Int? {
        guard let count = short(4) else { return nil }
        for entry in (0..<count).map({ 12 + 16 * $0 }) where entry + 16 <= bytes.count {
            if bytes[entry..<(entry + 4)].elementsEqual(tag.utf8) { return long(entry + 8) }
        }
        return nil
    }

    /// The glyphs of the characters of the Basic Multilingual Plane: a subtable of platform 0 or 3 with format 4.
    func characters(_ cmap: Int) -> [UInt32: UInt16]? {
        guard let count = short(cmap + 2) else { return nil }
        for entry in (0..<count).map({ cmap + 4 + 8 * $0 }) {
            guard let platform = short(entry), platform == 0 || platform == 3, let offset = long(entry + 4),
                short(cmap + offset) == 4
            else { continue }
            return segments(cmap + offset)
        }
        return nil
    }

    private func segments(_ table: Int) -> [UInt32: UInt16]? {
        guard let doubled = short(table + 6) else { return nil }
        var glyphs: [UInt32: UInt16] = [:]
        for segment in 0..<(doubled / 2) {
            let at = table + 14 + 2 * segment
            let startAt = at + doubled + 2
            guard let end = short(at), let start = short(startAt), let delta = short(startAt + doubled),
                let offset = short(startAt + 2 * doubled), start <= end
            else { return nil }
            for character in start...end where character != 0xFFFF {
                var glyph = character
                if offset != 0 {
                    glyph = short(startAt + 2 * doubled + offset + 2 * (character - start)) ?? 0
                    if glyph == 0 { continue }
                }
                glyphs[UInt32(character)] = UInt16((glyph + delta) & 0xFFFF)
            }
        }
        return glyphs.filter { $0.value != 0 }
    }
}
