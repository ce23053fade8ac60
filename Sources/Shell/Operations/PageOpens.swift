import Base
import HTTP
import SQLite
import Synchronization
import Web

/// A route whose page openings are counted: in memory by each event loop, and written once a minute. Who opened a page
/// is not stored.
package struct CountedRoute: Sendable {
    /// Its pattern in the site map.
    let path: String
    /// The page of the site with a form that leads to it: openings through that form count.
    let field: Link
    /// The name under which a path, given without its language, is counted; nil when it is not counted.
    let name: @Sendable (String) -> String?
    /// Adds the openings of the last minute, by name.
    let add: @Sendable ([String: Int], Instant, Writer) throws -> Void

    package init(
        _ path: String, typedAt field: Link, name: @escaping @Sendable (String) -> String?,
        add: @escaping @Sendable ([String: Int], Instant, Writer) throws -> Void
    ) {
        (self.path, self.field, self.name, self.add) = (path, field, name, add)
    }
}

/// The openings that one loop counted since they were last written.
final class PageOpens: Sendable {
    private let counts = Mutex<[String: Int]>([:])

    func add(_ count: Int, _ name: String) { counts.withLock { $0[name, default: 0] += count } }

    /// The counts, which start again from zero.
    func take() -> [String: Int] {
        counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
    }
}

extension Site {
    /// Writes what the loops counted since the last call. Counts that cannot be written are added to the next write.
    package func writeOpens() throws {
        guard let counted = resources.map.countedRoute else { return }
        let loops = pageOpens.withLock { $0 }
        let taken = loops.reduce(into: [String: Int]()) { $0.merge($1.take(), uniquingKeysWith: +) }
        if taken.isEmpty { return }
        let now = clock.now()
        do {
            try database.writeNow { try counted.add(taken, now, $0) }
        } catch {
            for (name, count) in taken { loops.first?.add(count, name) }
            throw error
        }
    }
}

extension SiteLoop {
    /// Counts the opening of a page of the counted route by a visitor. Does not count signed-in members, bots that name
    /// themselves, prefetching, and links on the site itself.
    func countOpening(_ request: Request, _ response: Response) {
        guard let countedLabel, response.route == countedLabel, request.method == .get, response.isOpening,
            let counted = resources.map.countedRoute, isOpening(request, exceptFrom: counted.field)
        else { return }
        if let session = SessionCookie.secret(in: request), (try? member(session, at: site.clock.now())) != nil {
            return
        }
        let path = RequestLocale.path(of: request.head, among: resources.languages)
        if let name = counted.name(String(decoding: path, as: UTF8.self)) { opens.add(1, name) }
    }
}

extension Response {
    /// Whether it shows a page, or leads to one.
    fileprivate var isOpening: Bool {
        status == .ok || status == .notModified || status == .seeOther
    }
}

extension SiteLoop {
    /// Whether a person opens a page from outside the site. Browsers mark prefetching (`Sec-Purpose`, Fetch Metadata;
    /// `Purpose` and `X-Moz` before it), and over https they say whether a request is navigation (`Sec-Fetch-Mode`) and
    /// where it comes from (`Sec-Fetch-Site`). All browsers send `User-Agent`.
    private func isOpening(_ request: Request, exceptFrom field: Link) -> Bool {
        let head = request.head
        for ahead: FieldName in ["Sec-Purpose", "Purpose", "X-Moz"] where head.has(ahead) { return false }
        if let mode = head.fieldBytes("Sec-Fetch-Mode"), !mode.elementsEqual("navigate".utf8) { return false }
        guard let agent = head.fieldBytes(.userAgent), !agent.isEmpty, !NamedBot.isNamed(in: agent) else {
            return false
        }
        return !isFromThisSite(request, except: field)
    }

    /// Whether a page of the site leads here, except the form for a code: a person who types a code has it at hand.
    /// Pages send `Referer` to this site only, secret ones not at all.
    private func isFromThisSite(_ request: Request, except field: Link) -> Bool {
        if let path = request.pathOfReferer {
            let bases = [""] + resources.languages.all.map { "/" + $0.tag }
            return !bases.contains { path == $0 + field.path }
        }
        return request.head.fieldBytes(.secFetchSite)?.elementsEqual("same-origin".utf8) ?? false
    }
}

extension Request {
    /// The path of the page of this site that leads here; nil for another origin and without `Referer`.
    fileprivate var pathOfReferer: Substring? {
        guard let host = self[.host], !host.isEmpty, let referer = self[.referer] else { return nil }
        for origin in ["https://" + host, "http://" + host] where referer.hasPrefix(origin + "/") {
            return referer.dropFirst(origin.count).prefix { $0 != "?" && $0 != "#" }
        }
        return nil
    }
}

/// Bots that name themselves in `User-Agent`: search engines, link previews of messengers, tools.
enum NamedBot {
    private static let words = [
        "bot", "crawl", "spider", "slurp", "preview", "facebookexternalhit", "facebookcatalog", "whatsapp/",
        "embedly", "mediapartners", "ia_archiver", "curl/", "wget/", "python", "java/", "go-http-client", "okhttp",
        "libwww", "lighthouse", "monitor", "axios", "node-fetch", "headlesschrome", "googleother",
        "google-inspectiontool",
        "scrapy",
    ].map { Array($0.utf8) }
    /// Names of phones that contain one of the words.
    private static let phoneNames = ["cubot"].map { Array($0.utf8) }
    private static let first: [[[UInt8]]] = (0..<256).map { byte in words.filter { Int($0[0]) == byte } }

    /// Whether a bot is named.
    static func isNamed(in agent: ArraySlice<UInt8>) -> Bool {
        let text = agent.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        for start in text.indices {
            for word in first[Int(text[start])] where text[start...].starts(with: word) {
                let isPhone = phoneNames.contains { name in
                    let before = start - (name.count - word.count)
                    return name.suffix(word.count).elementsEqual(word) && before >= 0
                        && text[before...].starts(with: name)
                }
                if !isPhone { return true }
            }
        }
        return false
    }
}
