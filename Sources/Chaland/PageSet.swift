import Foundation
import HTMLTemplate
import Web

/// Every template of the site, bound to its page: a name a template asks for and its page does not have stops the program
/// at start, with file and line.
struct PageSet: Sendable {
    private let bound: [ObjectIdentifier: any Sendable & AnyObject]

    /// Reads and binds the templates below `folder`.
    init(folder: String, messages: [Messages]) throws {
        let library = try TemplateLibrary(sources: PageSet.sources(below: folder), messages: messages)
        var bound: [ObjectIdentifier: any Sendable & AnyObject] = [:]
        for page in allPages { try PageSet.bind(page, from: library, into: &bound) }
        self.bound = bound
    }

    private static func bind<P: Page>(
        _ page: P.Type, from library: TemplateLibrary, into bound: inout [ObjectIdentifier: any Sendable & AnyObject]
    ) throws {
        bound[ObjectIdentifier(page)] = BoundPage(try library.bind(P.template, page: P.self, layout: Layout.self))
    }

    /// The bytes of a page.
    func render<P: Page>(_ page: P, _ layout: Layout, _ language: Language) throws -> [UInt8] {
        guard let entry = bound[ObjectIdentifier(P.self)] else {
            preconditionFailure("\(P.self) is missing from allPages")
        }
        // The entry was stored under its own type a few lines above: no dynamic cast on the hot path.
        return unsafeDowncast(entry, to: BoundPage<P>.self).template.render(page, layout, locale: language.rawValue)
    }

    /// The template files, their names without `.html`. Links to our own pages get the prefix of the language asked for.
    private static func sources(below folder: String) throws -> [TemplateSource] {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try files.filter { $0.hasSuffix(".html") }.sorted().map { file in
            let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
                .replacing("href=\"/", with: "href=\"{{base}}/")
                .replacing("action=\"/", with: "action=\"{{base}}/")
            return TemplateSource(path: String(file.dropLast(5)), text: text)
        }
    }
}
