/// Text broken into lines that fit a width, for sheets whose renderer breaks none.
package struct TextFit: Sendable, Equatable {
    /// The lines, top down.
    package let lines: [String]
    /// The font size they fit with, in the unit of the width.
    package let size: Double

    /// Breaks a text at its spaces. If it takes more lines than allowed, the size shrinks, to `smallest` at least; then
    /// the text ends with «…». A word wider than the line is broken between letters.
    package init(
        _ text: String, width: Double, lines limit: Int, size: Double, smallest: Double, _ font: FontMetrics
    ) {
        var size = size
        var lines = TextFit.broken(text, width / size, font)
        while lines.count > limit || TextFit.breaksWord(lines, text), size > smallest {
            size = max(smallest, size * 0.94)
            lines = TextFit.broken(text, width / size, font)
        }
        if lines.count > limit {
            lines = TextFit.ended(Array(lines.prefix(limit)), width / size, font)
        } else {
            lines = TextFit.balanced(lines, text, width / size, font)
        }
        (self.lines, self.size) = (lines, size)
    }

    /// The same number of lines, of about the same length: no word stands alone in the last one.
    private static func balanced(_ lines: [String], _ text: String, _ width: Double, _ font: FontMetrics) -> [String] {
        guard lines.count > 1, !breaksWord(lines, text) else { return lines }
        var best = lines
        for step in 1...20 {
            let narrower = broken(text, width * (1 - Double(step) / 40), font)
            guard narrower.count == lines.count, !breaksWord(narrower, text) else { break }
            best = narrower
        }
        return best
    }

    /// The lines of a text at a width in units of the font size. Line breaks of the text stay.
    static func broken(_ text: String, _ width: Double, _ font: FontMetrics) -> [String] {
        text.split(separator: "\n").flatMap { paragraph -> [String] in
            var lines: [String] = []
            var line = ""
            // Not at non-breaking spaces.
            for word in paragraph.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
                let longer = line.isEmpty ? String(word) : line + " " + word
                if font.width(longer) <= width {
                    line = longer
                    continue
                }
                if !line.isEmpty { lines.append(line) }
                var pieces = pieces(word, width, font)
                line = pieces.popLast() ?? ""
                lines += pieces
            }
            return line.isEmpty ? lines : lines + [line]
        }
    }

    /// A word in pieces that fit.
    private static func pieces(_ word: Substring, _ width: Double, _ font: FontMetrics) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for letter in word {
            if !piece.isEmpty, font.width(piece + String(letter)) > width {
                pieces.append(piece)
                piece = ""
            }
            piece.append(letter)
        }
        return pieces + [piece]
    }

    /// Whether a word was broken: the lines then have more pieces than the text has words.
    private static func breaksWord(_ lines: [String], _ text: String) -> Bool {
        func words(_ text: some StringProtocol) -> Int { text.split(whereSeparator: { " \t\n".contains($0) }).count }
        return lines.reduce(0) { $0 + words($1) } > words(text)
    }

    private static func ended(_ lines: [String], _ width: Double, _ font: FontMetrics) -> [String] {
        guard var last = lines.last else { return lines }
        while !last.isEmpty, font.width(last + "…") > width { last.removeLast() }
        return lines.dropLast() + [last.trimmed + "…"]
    }
}
