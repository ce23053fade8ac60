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
            language = Negotiation.language(head, among: ["fr", "en"]).flatMap(Language.init(rawValue:)) ?? .french
            base = ""
            path = full
        }
    }

    /// The address opens something by itself: it is told to no other page.
    var isSecret: Bool {
        let first = path.dropFirst().prefix { $0 != "/" }
        return first.count < path.count - 1 && Arrival.secretFolders.contains(first)
    }

    private static let secretFolders: Set<Substring> = ["rencontre", "avis", "invitation", "connexion", "premiers-pas"]

    /// The same page in another language.
    func address(in language: Language) -> String {
        "/" + language.tag + path + (query.isEmpty ? "" : "?" + query)
    }
}
