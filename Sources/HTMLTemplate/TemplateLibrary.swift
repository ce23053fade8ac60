/// Every template and every message of the site, parsed once.
public struct TemplateLibrary: Sendable {
    private let templates: [String: ParsedTemplate]
    /// The messages, in the order that `render(locale:)` counts.
    public let messages: [Messages]

    /// Parses every source. Throws for a syntax error or a path given twice, with file and line.
    public init(sources: [TemplateSource], messages: [Messages]) throws(TemplateError) {
        var templates: [String: ParsedTemplate] = [:]
        for source in sources {
            let parsed = try TemplateParser.parse(source)
            guard templates.updateValue(parsed, forKey: source.path) == nil else {
                throw TemplateError(file: parsed.file, line: 0, what: "this template is given twice")
            }
        }
        self.templates = templates
        self.messages = messages
    }

    /// The template `name` for pages of one type inside a layout of one type, compiled for every locale.
    ///
    /// - Parameter shapes: what is known of the models already, where many pages are bound one after the other.
    /// - Throws: for a name no model declares, a partial, parent, block or message that does not exist, a value where
    ///   escaping cannot make it safe, markup that does not end where it must.
    public func bind<Page: PageModel, Layout: PageModel>(
        _ name: String, page: Page.Type, layout: Layout.Type, among shapes: ModelShapes = ModelShapes()
    ) throws(TemplateError) -> Template<Page, Layout> {
        let scopes = [shapes.of(layout), shapes.of(page)]
        var programs: [Program] = []
        for messages in messages {
            var compiler = Compiler(
                templates: templates, messages: messages, scopes: scopes, shapes: shapes, root: name)
            programs.append(try compiler.compile())
        }
        return Template(name: name, programs: programs)
    }

    /// The template `name` for pages without a layout.
    public func bind<Page: PageModel>(
        _ name: String, page: Page.Type
    ) throws(TemplateError) -> Template<Page, NoLayout> {
        try bind(name, page: page, layout: NoLayout.self)
    }

    /// The path of every template, sorted.
    public var paths: [String] { templates.keys.sorted() }

    /// Every message key a template shows, sorted. A key that is neither here nor in the program is of no use.
    public var messageKeys: [String] {
        var names: Set<String> = []
        for template in templates.values {
            Self.collect(template.nodes, { if case .variable(let name, _, _) = $0 { names.insert(name) } })
        }
        return names.filter { $0.hasPrefix("t.") }.map { String($0.dropFirst(2)) }.sorted()
    }

    /// Every template that another one includes or inherits from, sorted. One that is neither here nor bound is of no use.
    public var includedPaths: [String] {
        var paths: Set<String> = []
        for template in templates.values {
            Self.collect(template.nodes) { node in
                switch node {
                case .partial(let name, _), .parent(let name, _, _): paths.insert(name)
                default: break
                }
            }
        }
        return paths.sorted()
    }

    private static func collect(_ nodes: [Node], _ look: (Node) -> Void) {
        for node in nodes {
            look(node)
            switch node {
            case .section(_, _, let children, _), .block(_, let children, _): collect(children, look)
            case .parent(_, let overrides, _): for override in overrides { collect(override.nodes, look) }
            case .text, .variable, .partial: break
            }
        }
    }
}
