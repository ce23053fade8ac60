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
    /// of them. The first of equals in the field wins; `*` stands for those not named.
    ///
    /// A range serves its longer tags (`fr` → `fr-CA`, RFC 4647 §3.3.1) and falls back to shorter ones (`fr-CA` → `fr`,
    /// §3.4); to refuse `fr-CA` does not refuse `fr`.
    public static func language(_ head: RequestHead, among: [String]) -> Int? {
        let tags = among.map { Array($0.utf8) }
        return best(head, .acceptLanguage, count: tags.count) { range, index, quality in
            let tag = tags[index]
            if range.isEqual("*") { return 1 }
            let common = zip(range, tag).prefix { $0 | 0x20 == $1 | 0x20 }.count
            if common == range.count, common == tag.count || tag[common] == ASCII.hyphen { return 2 + common }
            if common == tag.count, range[common] == ASCII.hyphen, quality > 0 { return 2 + common }
            return nil
        }
    }

    /// Which of the media types in `among` (`text/html`) the client likes best by `Accept`; the first without the field,
    /// nil when it wants none of them. Parameters other than `q` are not looked at.
    public static func mediaType(_ head: RequestHead, among: [String]) -> Int? {
        guard head.fieldBytes(.accept) != nil else { return among.isEmpty ? nil : 0 }
        let types = among.map { Array($0.utf8) }
        return best(head, .accept, count: types.count) { range, index, _ in
            if range.isEqual("*/*") { return 1 }
            let type = types[index]
            if range.count == type.count, zip(range, type).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) { return 3 }
            guard range.suffix(2).elementsEqual("/*".utf8), type.count >= range.count else { return nil }
            return zip(range.dropLast(), type).allSatisfy { $0 | 0x20 == $1 | 0x20 } ? 2 : nil
        }
    }

    /// The best of `count` choices. For each the most precise range that fits it tells its quality; `precision` says how
    /// precisely a range fits a choice, or nil.
    private static func best(
        _ head: RequestHead, _ name: FieldName, count: Int,
        precision: (_ range: UnsafeBufferPointer<UInt8>, _ index: Int, _ quality: Int) -> Int?
    ) -> Int? {
        var found = [(precision: Int, quality: Int, position: Int)?](repeating: nil, count: count)
        var position = 0
        forEachPreference(head, name) { range, quality in
            position += 1
            for index in 0..<count {
                guard let fit = precision(range, index, quality), fit > found[index]?.precision ?? 0 else { continue }
                found[index] = (fit, quality, position)
            }
        }
        var best: Int?
        for index in 0..<count {
            guard let candidate = found[index], candidate.quality > 0 else { continue }
            if let current = best.flatMap({ found[$0] }),
                (current.quality, -current.position) >= (candidate.quality, -candidate.position)
            {
                continue
            }
            best = index
        }
        return best
    }

    /// Calls `body` with every element of the fields called `name`, without its parameters, and its quality in
    /// thousandths. An element whose q-value is not one (RFC 9110 §12.4.2) is left out; so is all past the 64th.
    private static func forEachPreference(
        _ head: RequestHead, _ name: FieldName, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Void
    ) {
        var count = 0
        head.forEachField(name) { value in
            value.withUnsafeBufferPointer { bytes in
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
    }

    /// The `q` among the parameters in `range`, in thousandths; 1000 without one, nil when it is not a q-value.
    private static func quality(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        for parameter in bytes[range].split(separator: ASCII.semicolon) {
            let trimmed = ListElements.trimmed(bytes, parameter.startIndex..<parameter.endIndex)
            guard let equals = bytes[trimmed].firstIndex(of: ASCII.equals) else { continue }
            let name = ListElements.trimmed(bytes, trimmed.lowerBound..<equals)
            guard UnsafeBufferPointer(rebasing: bytes[name]).isEqual(ignoringCase: "q") else { continue }
            let value = ListElements.trimmed(bytes, (equals + 1)..<trimmed.upperBound)
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
