import Foundation
import HTTP
import Testing
import Web

@testable import Chaland
@testable import Shell

/// A site whose messages all begin with the tag of their language, and a visitor who reads its pages.
final class MarkedSite {
    let site: TestSite
    /// The routes for visitors that were requested.
    private(set) var walked: Set<String> = []
    private let home: ScratchFolder

    init() throws {
        home = try ScratchFolder()
        for folder in ["Templates", "Public"] {
            try FileManager.default.copyItem(
                atPath: TestSite.home + "/" + folder, toPath: home.path + "/" + folder)
        }
        for tag in try FileManager.default.contentsOfDirectory(atPath: home.path + "/Templates/messages") {
            try Self.mark(tag, below: home.path + "/Templates/messages/" + tag)
        }
        site = try TestSite(resources: SiteResources(home: home.path, map: siteMap, checksPages: false))
    }

    static func mark(of tag: String) -> String { "⟦\(tag)⟧" }

    /// The names of the languages and their formats stay.
    private static func mark(_ tag: String, below folder: String) throws {
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file != "language.json" {
            let url = URL(fileURLWithPath: folder + "/" + file)
            let messages = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
            let marked = messages.mapValues { message -> Any in
                guard let forms = message as? [String: String] else { return mark(of: tag) + "\(message)" }
                return forms.reduce(into: forms) { $0[$1.key] = $1.key == "by" ? $1.value : mark(of: tag) + $1.value }
            }
            try JSONSerialization.data(withJSONObject: marked).write(to: url)
        }
    }

    /// A visitor of a network of their own, on pages in this language.
    func visitor(_ tag: String) -> Visitor { Visitor(self, tag, site.newVisitor()) }

    struct Visitor {
        private let marked: MarkedSite
        let tag: String
        let browser: Browser

        init(_ marked: MarkedSite, _ tag: String, _ browser: Browser) {
            (self.marked, self.tag, self.browser) = (marked, tag, browser)
            browser.language = "fr"
        }

        /// Gets the page of a path with the prefix of the language.
        @discardableResult func get(_ path: String, _ status: Status = .ok) async throws -> Answer {
            try check(await browser.get(prefixed(path)), .get, path, status)
        }

        /// Posts a form to it. Returns where a redirect leads.
        @discardableResult func post(
            _ path: String, _ form: [(String, String)] = [], _ status: Status = .seeOther
        ) async throws -> String {
            try check(await browser.post(prefixed(path), form), .post, path, status).location ?? ""
        }

        private func prefixed(_ path: String) -> String { path.hasPrefix("/\(tag)/") ? path : "/\(tag)\(path)" }

        /// Expects the status, a redirect that stays in the language, and a page that has messages of it and no other.
        @discardableResult
        func check(_ answer: Answer, _ method: Method, _ path: String, _ status: Status) throws -> Answer {
            let plain = path.hasPrefix("/\(tag)/") ? path.dropFirst(tag.utf8.count + 1) : path[...]
            if let route = marked.site.loop.resources.router.target(
                method, Array(plain.prefix { $0 != "?" }.utf8)[...])?.route
            {
                marked.walked.insert("\(method) \(route.path)")
            }
            #expect(answer.status == status, "\(method) \(path)")
            if let location = answer.location { #expect(location.hasPrefix("/\(tag)/"), "\(path) → \(location)") }
            guard answer.fields[.contentType]?.hasPrefix("text/html") == true else { return answer }
            #expect(answer.text.contains("<html lang=\"\(tag)\">"), "\(method) \(path) is not in \(tag)")
            #expect(answer.fields[.contentLanguage] == tag)
            #expect(answer.text.contains(MarkedSite.mark(of: tag)))
            for other in VisitorMessageTests.tags where other != tag {
                let foreign = answer.text.ranges(of: MarkedSite.mark(of: other)).map { range in
                    String(answer.text[range.lowerBound...].prefix(60))
                }
                #expect(foreign == [], "\(method) \(path) in \(tag)")
            }
            return answer
        }
    }
}
