import HTTP

/// The language of a request, chosen without a cookie: `/en/boutiques` is the directory in English whatever the browser says,
/// `/boutiques` follows `Accept-Language`, French without it.
///
/// The links of a page keep the prefix it was asked for with.
struct RequestLocale: Sendable {
    let language: Language
    /// `/fr`, `/en` or empty: the prefix of every link of the page.
    let base: String
    /// The path without the prefix, as bytes: the router's input.
    let pathBytes: ArraySlice<UInt8>
    private let queryBytes: ArraySlice<UInt8>

    init(_ head: RequestHead) {
        queryBytes = head.queryBytes
        let (asked, rest) = RequestLocale.split(head.pathBytes)
        language = asked ?? RequestLocale.negotiatedLanguage(of: head)
        base = asked.map { "/" + $0.tag } ?? ""
        pathBytes = rest
    }

    /// The path without the prefix.
    var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    var query: String { String(decoding: queryBytes, as: UTF8.self) }

    /// The language of a request; allocates nothing.
    static func language(of head: RequestHead) -> Language {
        split(head.pathBytes).asked ?? negotiatedLanguage(of: head)
    }

    /// The path of a request without the prefix, to find its route before the body has arrived.
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

    /// The best match for `Accept-Language`; French when none of its languages is available.
    private static func negotiatedLanguage(of head: RequestHead) -> Language {
        guard head.fieldBytes(.acceptLanguage) != nil else { return .french }
        return Negotiation.language(head, among: tags).flatMap(Language.init(rawValue:)) ?? .french
    }

    /// The same page in another language.
    func address(in language: Language) -> String {
        "/" + language.tag + path + (query.isEmpty ? "" : "?" + query)
    }
}
