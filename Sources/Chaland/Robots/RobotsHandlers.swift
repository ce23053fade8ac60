import Base
import HTTP
import Shell
import Shops
import Web

/// Files for search engines.
enum RobotsHandlers {
    /// `robots.txt` (RFC 9309): the public pages are allowed.
    static func robots(_ request: Request, _ context: Context) async throws -> Response {
        let closed = context.loop.resources.map.features.flatMap(\.hiddenFromRobots)
        let prefixes = [""] + context.loop.resources.languages.all.map { "/" + $0.tag }
        let lines = ["User-agent: *"] + prefixes.flatMap { base in closed.map { "Disallow: " + base + $0 } }
        let sitemap = context.publicAddress.origin == nil ? [] : ["Sitemap: " + context.address(.sitemap)]
        let text = (lines + sitemap + [""]).joined(separator: "\n")
        return .data(Array(text.utf8), type: "text/plain; charset=utf-8", cache: .shared)
    }

    /// `sitemap.xml`: the canonical address of each public page in each language, with the day of its last change
    /// (https://www.sitemaps.org/protocol.html). It needs absolute URLs: 404 without a public address.
    static func sitemap(_ request: Request, _ context: Context) async throws -> Response {
        guard context.publicAddress.origin != nil else { throw Failure.notFound }
        let features = context.loop.resources.map.features
        let pages = try context.read { db in try features.flatMap { try $0.publicPages(db) } }
        var xml = XMLWriter()
        xml.element("urlset", ["xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"]) { list in
            for page in pages {
                for address in context.canonicals(page.link) {
                    list.element("url") { entry in
                        entry.element("loc", [:], address)
                        if let changed = page.changedAt { entry.element("lastmod", [:], Timestamp.text(changed)) }
                    }
                }
            }
        }
        return .data(Array(xml.text.utf8), type: "application/xml; charset=utf-8", cache: .shared)
    }

    /// `opensearch.xml`: the search of the directory, which browsers offer in their address bar
    /// (https://developer.mozilla.org/docs/Web/XML/Guides/OpenSearch). It needs absolute URLs: 404 without a public
    /// address.
    static func openSearch(_ request: Request, _ context: Context) async throws -> Response {
        guard context.publicAddress.origin != nil else { throw Failure.notFound }
        let name = context.association.name
        var xml = XMLWriter()
        xml.element("OpenSearchDescription", ["xmlns": "http://a9.com/-/spec/opensearch/1.1/"]) { search in
            search.element("ShortName", [:], String(name.prefix(16)).trimmed)
            search.element("Description", [:], context.say("search.description", ["association": name]))
            search.element("InputEncoding", [:], "UTF-8")
            let template = context.address(.directory) + "?q={searchTerms}"
            search.element("Url", ["type": "text/html", "template": template])
        }
        return .data(
            Array(xml.text.utf8), type: "application/opensearchdescription+xml; charset=utf-8", cache: .shared)
    }
}
