import Base
import HTTP

/// The language of a request, chosen without a cookie: `/en/boutiques` is the directory in English for any browser,
/// `/boutiques` follows `Accept-Language`, French without it.
///
/// The links of a page have the prefix of its own address.
package struct RequestLocale: Sendable {
    let language: Language
    /// The languages the page exists in.
    let extent: LanguageExtent
    /// `/fr`, `/en` or empty: the prefix of every link of the page.
    package let base: String
    /// The path without the prefix, as bytes: the router's input.
    let pathBytes: ArraySlice<UInt8>
    private let queryBytes: ArraySlice<UInt8>

    /// The locale of a request before its route is known: that of a page in every language.
    init(_ head: RequestHead, among languages: Languages) {
        let (asked, rest) = RequestLocale.split(head.pathBytes, languages)
        self.init(asked ?? languages.negotiated(head, .every), .every, asked: asked, rest, head)
    }

    private init(
        _ language: Language, _ extent: LanguageExtent, asked: Language?, _ path: ArraySlice<UInt8>, _ head: RequestHead
    ) {
        self.language = language
        self.extent = extent
        base = asked.map { "/" + $0.tag } ?? ""
        pathBytes = path
        queryBytes = head.queryBytes
    }

    /// The locale of a page that exists in the languages of `extent` only: the browser's next choice when this one is
    /// missing.
    func limited(to extent: LanguageExtent, _ head: RequestHead, among languages: Languages) -> RequestLocale {
        let isThere = extent == .every || language.isComplete
        let asked = base.isEmpty || !isThere ? nil : language
        return RequestLocale(
            isThere ? language : languages.negotiated(head, extent), extent, asked: asked, pathBytes, head)
    }

    /// The path without the prefix.
    package var path: String { String(decoding: pathBytes, as: UTF8.self) }
    /// The query as sent, without `?`.
    var query: String { String(decoding: queryBytes, as: UTF8.self) }

    /// The address of the request, without the language.
    package var link: Link { Link(sent: path + (query.isEmpty ? "" : "?" + query)) }

    /// The language of a request, without its path.
    static func language(of head: RequestHead, among languages: Languages) -> Language {
        split(head.pathBytes, languages).asked ?? languages.negotiated(head, .every)
    }

    /// Requests with equal keys get a page in the same language, whether or not the page exists in every language.
    static func cacheKey(of head: RequestHead, among languages: Languages) -> Int {
        let language = language(of: head, among: languages)
        if language.isComplete { return language.index }
        return languages.all.count * (language.index + 1) + languages.negotiated(head, .complete).index
    }

    /// The path of a request without the prefix, to find its route before the body has arrived.
    static func path(of head: RequestHead, among languages: Languages) -> ArraySlice<UInt8> {
        split(head.pathBytes, languages).rest
    }

    private static let root: [UInt8] = [0x2F]

    /// `/en/boutiques` as English and `/boutiques`.
    private static func split(
        _ path: ArraySlice<UInt8>, _ languages: Languages
    ) -> (asked: Language?, rest: ArraySlice<UInt8>) {
        let end = path.dropFirst().firstIndex(of: 0x2F) ?? path.endIndex
        guard let asked = languages[path[..<end].dropFirst()] else { return (nil, path) }
        return (asked, end == path.endIndex ? root[...] : path[end...])
    }

    /// The same page in another language.
    func address(in language: Language) -> String {
        "/" + language.tag + link.path
    }
}
