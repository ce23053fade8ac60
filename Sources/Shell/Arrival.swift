import HTTP

/// How a request's address and browser choose the language, without a cookie: `/en/boutiques` is the directory in English
/// whatever the browser says, `/boutiques` follows `Accept-Language`, French when it says neither.
///
/// Links of a page that was asked for by prefix keep the prefix.
struct Arrival: Sendable {
    let language: Language
    /// `/fr`, `/en` or nothing: what every link of the page begins with.
    let base: String
    /// The path without the prefix, as bytes: what a route is looked up by.
    let pathBytes: ArraySlice<UInt8>
    private let queryBytes: ArraySlice<UInt8>

    init(_ head: RequestHead) {
        queryBytes = head.queryBytes
        let (asked, rest) = Arrival.split(head.pathBytes)
        language = asked ?? Arrival.negotiatedLanguage(of: head)
        base = asked.map { "/" + $0.tag } ?? ""
        pathBytes = rest
    }

    /// The path without the prefix.
    var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    var query: String { String(decoding: queryBytes, as: UTF8.self) }

    /// The language of a request, without making any text.
    static func language(of head: RequestHead) -> Language {
        askedLanguage(of: head) ?? negotiatedLanguage(of: head)
    }

    /// The language the address asks for by its prefix.
    static func askedLanguage(of head: RequestHead) -> Language? { split(head.pathBytes).asked }

    /// The path of a request without the prefix, for a route that is wanted before the body.
    static func path(of head: RequestHead) -> ArraySlice<UInt8> { split(head.pathBytes).rest }

    private static let root: [UInt8] = [0x2F]

    /// `/en/boutiques` as English and `/boutiques`.
    private static func split(_ path: ArraySlice<UInt8>) -> (asked: Language?, rest: ArraySlice<UInt8>) {
        guard path.count == 3 || (path.count > 3 && path[path.startIndex + 3] == 0x2F) else { return (nil, path) }
        let tag = path[(path.startIndex + 1)..<(path.startIndex + 3)]
        for language in Language.allCases where tag.elementsEqual(language.tag.utf8) {
            return (language, path.count == 3 ? root[...] : path[(path.startIndex + 3)...])
        }
        return (nil, path)
    }

    private static let tags = Language.allCases.map(\.tag)

    /// The language the browser asks for, French when it asks for none of ours.
    static func negotiatedLanguage(of head: RequestHead) -> Language {
        guard head.fieldBytes(.acceptLanguage) != nil else { return .french }
        return Negotiation.language(head, among: tags).flatMap(Language.init(rawValue:)) ?? .french
    }

    /// The same page in another language.
    func address(in language: Language) -> String {
        "/" + language.tag + path + (query.isEmpty ? "" : "?" + query)
    }
}
