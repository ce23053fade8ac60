/// All templates and messages of the site, parsed once.
public struct TemplateLibrary: Sendable {
    private let templates: [String: ParsedTemplate]
    /// The messages; `bind(locale:)` takes an index of this list.
    public let messages: [Messages]

    /// Parses every source. Throws for a syntax error or a duplicate path, with file and line.
    public init(sources: [TemplateSource], messages: [Messages]) throws(TemplateError) {
        var templates: [String: ParsedTemplate] = [:]
        for source in sources {
            let parsed = try TemplateParser.parse(source)
            guard templates.updateValue(parsed, forKey: source.path) == nil else {
                throw TemplateError(file: parsed.file, line: 0, reason: "this template is defined twice")
            }
        }
        self.templates = templates
        self.messages = messages
    }

    /// Compiles the template `name` for one page type and one layout type.
    ///
    /// - Parameter locale: the index of its messages.
    /// - Parameter shapes: a cache to share between pages bound one after the other.
    /// - Throws: for an undeclared name, a missing partial, parent, block or message, a value in an unsafe context, and
    ///   unclosed markup.
    public func bind<Page: PageModel, Layout: PageModel>(
        _ name: String, page: Page.Type, layout: Layout.Type, locale: Int, among shapes: ModelShapes = ModelShapes()
    ) throws(TemplateError) -> Template<Page, Layout> {
        precondition(messages.indices.contains(locale), "no messages for locale \(locale)")
        var compiler = Compiler(
            templates: templates, messages: messages[locale], scopes: [shapes.of(layout), shapes.of(page)],
            shapes: shapes, root: name)
        return Template(name: name, program: try compiler.compile())
    }

    /// Compiles the template `name` for pages without a layout.
    public func bind<Page: PageModel>(
        _ name: String, page: Page.Type, locale: Int
    ) throws(TemplateError) -> Template<Page, NoLayout> {
        try bind(name, page: page, layout: NoLayout.self, locale: locale)
    }
}
