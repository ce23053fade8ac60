import Base
import HTMLTemplate
import Synchronization
import Web

/// Every template of the site. A page is bound to its template when it is first rendered in a language: a start that
/// binds them all takes a third longer. `check` binds them all, in tests and in development.
package final class PageSet: Sendable {
    private struct Key: Hashable {
        let page: ObjectIdentifier
        let language: Int
    }

    private struct Bound {
        let shapes = ModelShapes()
        var pages: [Key: any Sendable & AnyObject] = [:]
    }

    private let pages: [any Page.Type]
    private let library: TemplateLibrary
    private let bound = Mutex(Bound())

    /// Reads and parses the templates below `folder`.
    /// - Throws: a `TemplateError` with file and line.
    init(_ pages: [any Page.Type], folder: String, messages: [Messages]) throws {
        self.pages = pages
        library = try TemplateLibrary(sources: PageSet.sources(below: folder), messages: messages)
    }

    /// Binds every page in every language.
    /// - Throws: a name in a template that its page does not have, with file and line.
    package func check() throws { for page in pages { try check(page) } }

    private func check<P: Page>(_ page: P.Type) throws {
        for language in library.messages.indices { _ = try bind(page, language) }
    }

    private func bind<P: Page>(_ page: P.Type, _ language: Int) throws -> BoundPage<P> {
        let key = Key(page: ObjectIdentifier(page), language: language)
        return try bound.withLock { bound in
            if let known = bound.pages[key] as? BoundPage<P> { return known }
            let new = BoundPage(
                try library.bind(
                    P.template, page: P.self, layout: Layout.self, locale: language, among: bound.shapes))
            bound.pages[key] = new
            return new
        }
    }

    /// The bytes of a page.
    func render<P: Page>(_ page: P, _ layout: Layout, _ language: Language) throws -> [UInt8] {
        try bind(P.self, language.index).template.render(page, layout)
    }

    /// The template files, their names without `.html`; sheets for print keep their `.svg`. Local links get the
    /// language prefix of the page.
    private static func sources(below folder: String) throws -> [TemplateSource] {
        try FileTree.read(folder).filter { $0.name.hasSuffix(".html") || $0.name.hasSuffix(".svg") }.map { file in
            guard let text = String(validating: linked(file.bytes), as: UTF8.self) else {
                throw TemplateError(file: file.name, line: 0, reason: "is not UTF-8")
            }
            return TemplateSource(
                path: file.name.hasSuffix(".html") ? String(file.name.dropLast(5)) : file.name, text: text)
        }
    }

    /// `href="/…` and `action="/…` with `{{base}}` before the slash.
    private static func linked(_ template: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(template.count + 512)
        var start = 0
        for index in template.indices where index > 1 && template[index] == UInt8(ascii: "/") {
            guard template[index - 1] == UInt8(ascii: "\""), template[index - 2] == UInt8(ascii: "=") else { continue }
            let before = template[..<(index - 2)]
            guard before.hasSuffix("href") || before.hasSuffix("action") else { continue }
            result += template[start..<index]
            result += "{{base}}".utf8
            start = index
        }
        result += template[start...]
        return result
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ word: String) -> Bool { suffix(word.utf8.count).elementsEqual(word.utf8) }
}
