import HTTP

/// What the lines `Accept-Language` seen last came to: the browsers of a street send few different ones. Of one loop.
struct LanguageMemory {
    private struct Known {
        let field: [UInt8]
        let language: Language
    }

    /// Lines kept; the oldest makes room.
    static let places = 8
    /// Bytes of a line that is kept: browsers send less.
    static let longest = 128

    private var known: [Known] = []
    private var oldest = 0

    /// The language of a request, as `Arrival` finds it.
    mutating func language(of head: RequestHead) -> Language {
        if let asked = Arrival.askedLanguage(of: head) { return asked }
        var fields = 0
        var found: Language?
        head.forEachField(.acceptLanguage) { bytes in
            fields += 1
            found = known.first { $0.field.count == bytes.count && $0.field.elementsEqual(bytes) }?.language
        }
        if fields == 1, let found { return found }
        let language = Arrival.negotiatedLanguage(of: head)
        if fields == 1, let field = head.fieldBytes(.acceptLanguage), field.count <= Self.longest {
            keep(Known(field: Array(field), language: language))
        }
        return language
    }

    private mutating func keep(_ line: Known) {
        if known.count < Self.places {
            known.append(line)
        } else {
            known[oldest] = line
            oldest = (oldest + 1) % Self.places
        }
    }
}
