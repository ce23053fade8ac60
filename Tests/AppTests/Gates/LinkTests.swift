import Foundation
import HTTP
import Testing

@testable import Chaland
@testable import Shell

/// Addresses in templates are literals: each must be one of the site map, so that none is stale when a page moves.
@Suite("Every address in a template") struct LinkTests {
    /// An address as a template writes it, and the method a browser uses for it.
    private struct TemplateLink: Equatable {
        let method: HTTP.Method
        let address: String

        /// Segments of the path; nil for an address of another site, a fragment, or an address built entirely in
        /// Swift.
        var segments: [Substring]? {
            let path = address.prefix { $0 != "?" && $0 != "#" }
            return path.hasPrefix("/") ? path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) : nil
        }
    }

    /// The gallery of `/style` shows forms that are never sent.
    private static let unsent = ["style.html"]

    /// The links, forms and buttons of a template. Where a part of an address depends on a section, each case is one
    /// link. If an address begins with a value, only its end is known.
    private func links(in template: String) -> [TemplateLink] {
        template.matches(of: /<(?:a|link|form|button)\s[^>]*>/).flatMap { tag in
            tag.0.matches(of: /\s(href|action|formaction)="([^"]*)"/).flatMap { attribute in
                let isPost = attribute.1 == "formaction" || attribute.1 == "action" && tag.0.contains("method=\"post\"")
                let isEnd = attribute.2.hasPrefix("{{")
                return attribute.2.split(separator: /\{\{[#^\/][^}]*\}\}/).map { part in
                    let value = isEnd && !part.hasPrefix("{{") ? "{{}}" : ""
                    return TemplateLink(method: isPost ? .post : .get, address: value + part)
                }
            }
        }
    }

    /// Whether a route has this method and path. A value stands for a parameter; a word stands for itself only.
    private func leads(_ link: TemplateLink, to route: (method: HTTP.Method, path: String)) -> Bool {
        guard let segments = link.segments, link.method == route.method else { return false }
        let pattern = route.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return segments.count == pattern.count
            && zip(segments, pattern).allSatisfy { $0.contains("{{") ? $1.hasPrefix(":") : $0 == $1 }
    }

    /// Whether a route with this method ends with the literal part of an address such as `{{path}}/retrait`.
    private func ends(_ link: TemplateLink, _ route: (method: HTTP.Method, path: String)) -> Bool {
        let end = link.address.replacing(/^(\{\{[^}]*\}\})+/, with: "").prefix { $0 != "?" && $0 != "#" }
        return link.method == route.method && route.path.hasSuffix(end)
    }

    /// The links without a route.
    private func lost(_ template: String, _ routes: [(method: HTTP.Method, path: String)]) -> [TemplateLink] {
        links(in: template).filter { link in
            guard link.address.hasPrefix("{{") || link.segments != nil else { return false }
            return !routes.contains { link.address.hasPrefix("{{") ? ends(link, $0) : leads(link, to: $0) }
        }
    }

    @Test("is in the site map") func addresses() throws {
        let folder = TestSite.home + "/Templates"
        let routes = siteMap.routes.map { (method: $0.method, path: $0.path) }
        var count = 0
        for file in try #require(FileManager.default.enumerator(atPath: folder)).compactMap({ $0 as? String })
        where file.hasSuffix(".html") && !Self.unsent.contains(file) {
            let template = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            count += links(in: template).filter { $0.segments != nil }.count
            let lost = lost(template, routes)
            #expect(lost == [], "\(file)")
        }
        #expect(count > 80)
    }

    @Test(
        "is reported if it has no route",
        arguments: [
            ("<a href=\"/projets/nouvau\">", true), ("<a href=\"/projets/nouveau?a=b#c\">", false),
            ("<a class=\"b\" href=\"/projets/{{id}}\">", false), ("<a href=\"/projets/{{id}}/x\">", true),
            ("<form action=\"/projets/nouveau\" method=\"post\">", true),
            ("<form method=\"post\" action=\"/projets\">", false),
            ("<form method=\"get\" action=\"/projets\">", true), ("<button formaction=\"/projets/{{id}}\">", true),
            ("<form method=\"post\" action=\"{{path}}{{#a}}/depart{{/a}}{{^a}}/arrivee{{/a}}\">", true),
            ("<form method=\"post\" action=\"{{path}}{{#a}}/depart{{/a}}\">", false),
            ("<a href=\"{{path}}/depart\">", true),
            ("<a href=\"https://example.org/x\"><a href=\"#top\"><a href=\"{{link}}\">", false),
        ])
    func planted(_ template: String, _ isLost: Bool) {
        let routes: [(method: HTTP.Method, path: String)] = [
            (.get, "/projets/nouveau"), (.get, "/projets/:project"), (.post, "/projets"),
            (.post, "/projets/:project/depart"),
        ]
        #expect(lost(template, routes).isEmpty == !isLost, "\(template)")
    }
}
