import HTTP
import Web

@testable import Base
@testable import Chaland
@testable import Shell

/// A browser of one person: stores cookies, calls the site in process.
final class Browser {
    /// Retained: a site closes its storage when it is released.
    private let site: TestSite
    private let loop: SiteLoop
    private var cookies: [String: String] = [:]
    /// Sent as `Accept-Language`.
    var language = "fr"
    /// The address of the connection.
    var address = "192.0.2.7"

    /// - Parameter loop: the event loop that answers; nil for that of the site.
    init(_ site: TestSite, loop: SiteLoop? = nil) {
        self.site = site
        self.loop = loop ?? site.loop
    }

    func get(_ target: String, fields: [(String, String)] = []) async throws -> Answer {
        try await send(.get, target, fields: fields, body: [])
    }

    func post(_ target: String, _ form: [(String, String)] = [], fields: [(String, String)] = []) async throws -> Answer
    {
        let body = form.map { PercentEncoding.encode($0.0) + "=" + PercentEncoding.encode($0.1) }.joined(separator: "&")
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        return try await send(
            .post, target, fields: [type, ("Sec-Fetch-Site", "same-origin")] + fields, body: Array(body.utf8))
    }

    func send(_ method: Method, _ target: String, fields: [(String, String)], body: [UInt8]) async throws -> Answer {
        var lines = [("Accept-Language", language)] + fields
        if !cookies.isEmpty {
            lines.append(("Cookie", cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")))
        }
        var request = Request(method, target, fields: lines, body: body)
        request.peer = address
        let response: Response
        loop.beginTurn()
        if let now = loop.answerNow(request) { response = now } else { response = await loop.answer(request) }
        storeCookies(response)
        return Answer(response)
    }

    /// Signs in with the session cookie of the cast.
    func hold(_ person: TestSite.Person) -> Browser {
        cookies["chaland"] = person.cookie?.text
        return self
    }

    /// The value of a cookie; setting nil deletes it.
    subscript(cookie name: String) -> String? {
        get { cookies[name] }
        set { cookies[name] = newValue }
    }

    private func storeCookies(_ response: Response) {
        for line in response.fields.all(.setCookie) {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            if line.contains("Max-Age=0") {
                cookies[String(pair[0])] = nil
            } else {
                cookies[String(pair[0])] = String(pair[1])
            }
        }
    }
}

extension TestSite {
    /// A browser of one of the cast.
    func `as`(_ person: Person, language: String = "fr") -> Browser {
        let browser = Browser(self).hold(person)
        browser.language = language
        return browser
    }
}

/// A response as tests read it.
struct Answer {
    let status: Status
    let fields: ResponseFields
    let bytes: [UInt8]

    init(_ response: Response) {
        status = response.status
        fields = response.fields
        switch response.body {
        case .empty: bytes = []
        case .bytes(let all): bytes = all
        case .slice(let all, let range): bytes = Array(all[range])
        }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var location: String? { fields[.location] }
}
