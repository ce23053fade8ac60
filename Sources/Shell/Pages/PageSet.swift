import Base
import HTMLTemplate
import Web

/// Every template of the site, bound to its page: a name in a template that its page does not have stops the program at
/// start, with file and line.
package struct PageSet: Sendable {
    private let bound: [ObjectIdentifier: any Sendable & AnyObject]

    /// Reads the templates below `folder` and binds those of `pages`.
    init(_ pages: [any Page.Type], folder: String, messages: [Messages]) throws {
        let library = try TemplateLibrary(sources: PageSet.sources(below: folder), messages: messages)
        var bound: [ObjectIdentifier: any Sendable & AnyObject] = [:]
        let shapes = ModelShapes()
        for page in pages { try PageSet.bind(page, from: library, shapes, into: &bound) }
        self.bound = bound
    }

    private static func bind<P: Page>(
        _ page: P.Type, from library: TemplateLibrary, _ shapes: ModelShapes,
        into bound: inout [ObjectIdentifier: any Sendable & AnyObject]
    ) throws {
        bound[ObjectIdentifier(page)] = BoundPage(
            try library.bind(P.template, page: P.self, layout: Layout.self, among: shapes))
    }

    /// The bytes of a page.
    func render<P: Page>(_ page: P, _ layout: Layout, _ language: Language) throws -> [UInt8] {
        guard let entry = bound[ObjectIdentifier(P.self)] as? BoundPage<P> else {
            preconditionFailure("\(P.self) is missing from the pages of its feature")
        }
        return entry.template.render(page, layout, locale: language.index)
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
