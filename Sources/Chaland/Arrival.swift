import HTTP

/// How a request's address and browser choose the language, without a cookie: `/en/boutiques` is the directory in English
/// whatever the browser says, `/boutiques` follows `Accept-Language`, French when it says neither.
///
/// Links of a page that was asked for by prefix keep the prefix.
struct Arrival: Sendable {
    let language: Language
    /// `/fr`, `/en` or nothing: what every link of the page begins with.
    let base: String
    /// The path without the prefix.
    let path: String
    /// The query as sent, without `?`.
    let query: String

    init(_ head: RequestHead) {
        let full = head.path
        query = String(decoding: head.queryBytes, as: UTF8.self)
        let segment = full.dropFirst().prefix { $0 != "/" }
        if let asked = Language(tag: segment) {
            language = asked
            base = "/" + segment
            let rest = full.dropFirst(base.count)
            path = rest.isEmpty ? "/" : String(rest)
        } else {
            language = Arrival.negotiated(head)
            base = ""
            path = full
        }
    }

    /// The language of a request, without making any text: for the page cache.
    static func language(of head: RequestHead) -> Language {
        let path = head.pathBytes
        if path.count == 3 || (path.count > 3 && path[path.startIndex + 3] == 0x2F) {
            let tag = path[(path.startIndex + 1)..<(path.startIndex + 3)]
            for language in Language.allCases where tag.elementsEqual(language.tag.utf8) { return language }
        }
        return negotiated(head)
    }

    private static let tags = Language.allCases.map(\.tag)

    private static func negotiated(_ head: RequestHead) -> Language {
        Negotiation.language(head, among: tags).flatMap(Language.init(rawValue:)) ?? .french
    }

    /// The same page in another language.
    func address(in language: Language) -> String {
        "/" + language.tag + path + (query.isEmpty ? "" : "?" + query)
    }
}
