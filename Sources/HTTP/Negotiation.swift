/// Content negotiation by q-values (RFC 9110 §12).
public enum Negotiation {
    /// Whether to send gzip: `Accept-Encoding` lists it, or `*`, with a q-value above 0 and not below that of
    /// `identity` (RFC 9110 §12.5.3). False without the field: the client may support nothing but identity.
    public static func acceptsGzip(_ head: RequestHead) -> Bool {
        var gzip: Int?
        var identity: Int?
        var any: Int?
        forEachPreference(head, .acceptEncoding) { coding, quality in
            if coding.isEqual(ignoringCase: "gzip") || coding.isEqual(ignoringCase: "x-gzip") {
                gzip = max(gzip ?? 0, quality)
            } else if coding.isEqual(ignoringCase: "identity") {
                identity = quality
            } else if coding.isEqual("*") {
                any = quality
            }
        }
        let quality = gzip ?? any ?? 0
        return quality > 0 && quality >= identity ?? 0
    }

    /// The index of the client's preferred language in `among` (tags such as `fr`, `en-GB`); nil when it accepts none
    /// of them. Ties go to the one listed first in the field; `*` matches languages that are not listed. When the field
    /// only excludes languages (q=0), the first language that is not excluded.
    ///
    /// A range matches longer tags (`fr` → `fr-CA`, RFC 4647 §3.3.1) and falls back to shorter ones (`fr-CA` → `fr`,
    /// §3.4); excluding `fr-CA` does not exclude `fr`. The higher q-value of `fr-CA` and `fr` counts for French:
    /// Firefox sends `fr-CA, en;q=0.7, fr;q=0.3` for a user who prefers French to English.
    public static func language(_ head: RequestHead, among: [String]) -> Int? {
        let (preferred, fallback) = best(head, .acceptLanguage, among: among) { range, tag, quality in
            if range.isEqual("*") { return 1 }
            let common = commonPrefix(range, tag)
            if common == range.count, common == tag.count || tag[common] == ASCII.hyphen {
                return quality > 0 ? 2 + common : 3 + common
            }
            if common == tag.count, range[common] == ASCII.hyphen, quality > 0 { return 2 + common }
            return nil
        }
        return preferred ?? fallback
    }

    /// The index of the client's preferred media type in `among` (such as `text/html`) by `Accept`: 0 without the
    /// field, nil when it accepts none of them. Parameters other than `q` are ignored.
    public static func mediaType(_ head: RequestHead, among: [String]) -> Int? {
        guard head.fieldBytes(.accept) != nil else { return among.isEmpty ? nil : 0 }
        return best(head, .accept, among: among) { range, type, _ in
            if range.isEqual("*/*") { return 1 }
            let common = commonPrefix(range, type)
            if common == range.count, common == type.count { return 3 }
            let isWild =
                range.count > 2 && range[range.count - 1] == ASCII.asterisk && range[range.count - 2] == ASCII.slash
            return isWild && common >= range.count - 1 ? 2 : nil
        }.preferred
    }

    /// The length of the common prefix, ignoring case. Correct for language tags and media types, whose characters stay
    /// distinct when bit 0x20 is set.
    private static func commonPrefix(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        var at = 0
        while at < left.count, at < right.count, left[at] | 0x20 == right[at] | 0x20 { at += 1 }
        return at
    }

    /// The most specific range so far that matches a choice; precision 0 without one.
    private struct Match {
        var precision = 0
        var quality = 0
        var position = 0
    }

    /// Returns the preferred choice; and, if a range excludes any choice, the first choice that no range matches. The
    /// quality of a choice is that of the most specific range that matches it; of equally specific ranges, the highest.
    /// `precision` returns how specifically a range matches a choice; nil when it does not.
    private static func best(
        _ head: RequestHead, _ name: FieldName, among choices: [String],
        precision: (_ range: UnsafeBufferPointer<UInt8>, _ choice: UnsafeBufferPointer<UInt8>, _ quality: Int) -> Int?
    ) -> (preferred: Int?, fallback: Int?) {
        withUnsafeTemporaryAllocation(of: Match.self, capacity: choices.count) { matches in
            matches.initialize(repeating: Match())
            var position = 0
            forEachPreference(head, name) { range, quality in
                position += 1
                for index in matches.indices {
                    var choice = choices[index]
                    guard let fit = choice.withUTF8({ precision(range, $0, quality) }),
                        (fit, quality) > (matches[index].precision, matches[index].quality)
                    else { continue }
                    matches[index] = Match(precision: fit, quality: quality, position: position)
                }
            }
            return best(of: UnsafeBufferPointer(matches))
        }
    }

    private static func best(of matches: UnsafeBufferPointer<Match>) -> (preferred: Int?, fallback: Int?) {
        var best: (index: Int, match: Match)?
        var unnamed: Int?
        var isAnyExcluded = false
        for (index, match) in matches.enumerated() {
            if match.precision == 0 { unnamed = unnamed ?? index } else if match.quality == 0 { isAnyExcluded = true }
            let rival = best?.match ?? Match()
            if match.quality > rival.quality
                || (match.quality > 0 && match.quality == rival.quality && match.position < rival.position)
            {
                best = (index, match)
            }
        }
        return (best?.index, isAnyExcluded ? unnamed : nil)
    }

    /// Calls `body` with each element of the fields called `name`, without its parameters, and its q-value in
    /// thousandths. Elements with an invalid q-value (RFC 9110 §12.4.2) are skipped, and so are elements after the
    /// 64th.
    private static func forEachPreference(
        _ head: RequestHead, _ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void
    ) {
        var count = 0
        head.forEachField(name) { bytes in
            for element in ListElements(bytes, 0..<bytes.count) {
                count += 1
                guard count <= 64 else { return }
                let end = bytes[element].firstIndex(of: ASCII.semicolon) ?? element.upperBound
                guard let quality = quality(bytes, end..<element.upperBound) else { continue }
                let choice = ListElements.trimmed(bytes, element.lowerBound..<end)
                body(UnsafeBufferPointer(rebasing: bytes[choice]), quality)
            }
        }
    }

    /// The parameter `q` in `range`, in thousandths; 1000 without one, nil when it is invalid.
    private static func quality(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at < range.upperBound {
            // `at` is at a semicolon; the parameter extends to the next one.
            var end = at + 1
            while end < range.upperBound, bytes[end] != ASCII.semicolon { end += 1 }
            let parameter = ListElements.trimmed(bytes, (at + 1)..<end)
            at = end
            guard let equals = bytes[parameter].firstIndex(of: ASCII.equals) else { continue }
            let name = ListElements.trimmed(bytes, parameter.lowerBound..<equals)
            guard UnsafeBufferPointer(rebasing: bytes[name]).isEqual(ignoringCase: "q") else { continue }
            let value = ListElements.trimmed(bytes, (equals + 1)..<parameter.upperBound)
            return thousandths(UnsafeBufferPointer(rebasing: bytes[value]))
        }
        return 1000
    }

    /// `"0" [ "." 0*3DIGIT ]` or `"1" [ "." 0*3"0" ]`.
    private static func thousandths(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let first = text.first, first == ASCII.zero || first == ASCII.zero + 1, text.count <= 5 else {
            return nil
        }
        if text.count > 1, text[1] != ASCII.dot { return nil }
        var number = Int(first - ASCII.zero) * 1000
        var unit = 100
        for digit in text.dropFirst(2) {
            guard ASCII.isDigit(digit) else { return nil }
            number += Int(digit - ASCII.zero) * unit
            unit /= 10
        }
        return number <= 1000 ? number : nil
    }
}
