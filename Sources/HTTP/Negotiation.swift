/// What a client prefers, by its q-values (RFC 9110 §12).
public enum Negotiation {
    /// Whether to send gzip: it is listed, or `*` is, with a q-value over 0 and not under that of `identity`
    /// (RFC 9110 §12.5.3). Without the field: no; the client may know nothing but identity.
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

    /// Which of the languages in `among` (tags such as `fr`, `en-GB`) the client likes best, or nil when it names none
    /// of them. The first of equals in the field wins; `*` stands for those not named. When all it says is what it does not
    /// want, one it did not name goes before one it refused.
    ///
    /// A range serves its longer tags (`fr` → `fr-CA`, RFC 4647 §3.3.1) and falls back to shorter ones (`fr-CA` → `fr`,
    /// §3.4); to refuse `fr-CA` does not refuse `fr`. Of `fr-CA` and `fr` the one liked better speaks for French: Firefox sends
    /// `fr-CA, en;q=0.7, fr;q=0.3` for somebody who reads English only after French.
    public static func language(_ head: RequestHead, among: [String]) -> Int? {
        let (wanted, spared) = best(head, .acceptLanguage, among: among) { range, tag, quality in
            if range.isEqual("*") { return 1 }
            let common = commonPrefix(range, tag)
            if common == range.count, common == tag.count || tag[common] == ASCII.hyphen {
                return quality > 0 ? 2 + common : 3 + common
            }
            if common == tag.count, range[common] == ASCII.hyphen, quality > 0 { return 2 + common }
            return nil
        }
        return wanted ?? spared
    }

    /// Which of the media types in `among` (`text/html`) the client likes best by `Accept`; the first without the field,
    /// nil when it wants none of them. Parameters other than `q` are not looked at.
    public static func mediaType(_ head: RequestHead, among: [String]) -> Int? {
        guard head.fieldBytes(.accept) != nil else { return among.isEmpty ? nil : 0 }
        return best(head, .accept, among: among) { range, type, _ in
            if range.isEqual("*/*") { return 1 }
            let common = commonPrefix(range, type)
            if common == range.count, common == type.count { return 3 }
            let isWild =
                range.count > 2 && range[range.count - 1] == ASCII.asterisk && range[range.count - 2] == ASCII.slash
            return isWild && common >= range.count - 1 ? 2 : nil
        }.wanted
    }

    /// How many bytes at the front are the same but for their case, in tags and types, which are of letters, digits and
    /// characters that keep apart under bit 0x20.
    private static func commonPrefix(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        var at = 0
        while at < left.count, at < right.count, left[at] | 0x20 == right[at] | 0x20 { at += 1 }
        return at
    }

    /// What the most precise range so far says of a choice; precision 0 without one.
    private struct Note {
        var precision = 0
        var quality = 0
        var position = 0
    }

    /// The best of `choices`, and the first that was not named where another was refused. For each the most precise range
    /// that fits it tells its quality, the highest of equally precise ones; `precision` says how precisely a range fits a choice, or nil.
    private static func best(
        _ head: RequestHead, _ name: FieldName, among choices: [String],
        precision: (_ range: UnsafeBufferPointer<UInt8>, _ choice: UnsafeBufferPointer<UInt8>, _ quality: Int) -> Int?
    ) -> (wanted: Int?, spared: Int?) {
        withUnsafeTemporaryAllocation(of: Note.self, capacity: choices.count) { notes in
            notes.initialize(repeating: Note())
            var position = 0
            forEachPreference(head, name) { range, quality in
                position += 1
                for index in notes.indices {
                    var choice = choices[index]
                    guard let fit = choice.withUTF8({ precision(range, $0, quality) }),
                        (fit, quality) > (notes[index].precision, notes[index].quality)
                    else { continue }
                    notes[index] = Note(precision: fit, quality: quality, position: position)
                }
            }
            return best(of: UnsafeBufferPointer(notes))
        }
    }

    private static func best(of notes: UnsafeBufferPointer<Note>) -> (wanted: Int?, spared: Int?) {
        var best: (index: Int, note: Note)?
        var unnamed: Int?
        var isAnyRefused = false
        for (index, note) in notes.enumerated() {
            if note.precision == 0 { unnamed = unnamed ?? index } else if note.quality == 0 { isAnyRefused = true }
            let rival = best?.note ?? Note()
            if note.quality > rival.quality
                || (note.quality > 0 && note.quality == rival.quality && note.position < rival.position)
            {
                best = (index, note)
            }
        }
        return (best?.index, isAnyRefused ? unnamed : nil)
    }

    /// Calls `body` with every element of the fields called `name`, without its parameters, and its quality in
    /// thousandths. An element whose q-value is not one (RFC 9110 §12.4.2) is left out; so is all past the 64th.
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

    /// The `q` among the parameters in `range`, in thousandths; 1000 without one, nil when it is not a q-value.
    private static func quality(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while at < range.upperBound {
            // `at` stands on a semicolon; the parameter runs to the next one.
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
