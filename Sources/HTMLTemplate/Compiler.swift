/// Compiles a template tree into a program for one locale: names become slots, messages become literals, partials and
/// parents are inlined.
struct Compiler {
    /// Deeper than any page of the site; exceeded only by a template that includes itself.
    private static let deepestNesting = 32

    private struct Fragment {
        let file: String
        let nodes: [Node]
    }

    private let templates: [String: ParsedTemplate]
    let messages: Messages
    let root: String
    /// The models in scope: layout, page, rows. The index is the frame.
    var scopes: [ModelShape]
    let shapes: ModelShapes
    var file: String
    private var nesting = 0
    private var overrides: [String: Fragment] = [:]
    /// The blocks found so far inside the current parent. An override without a block is an error.
    private var blocksSeen: Set<String> = []
    private var context = HTMLContext()
    var builder = ProgramBuilder()

    init(
        templates: [String: ParsedTemplate], messages: Messages, scopes: [ModelShape], shapes: ModelShapes,
        root: String
    ) {
        self.templates = templates
        self.messages = messages
        self.scopes = scopes
        self.shapes = shapes
        self.root = root
        self.file = root + ".html"
    }

    mutating func compile() throws(TemplateError) -> Program {
        guard let template = templates[root] else { throw error(0, "this template does not exist") }
        for scope in scopes { try checkNames(of: scope, line: 0) }
        try compile(template.nodes)
        guard context.state == .text else { throw error(0, "the page ends inside a tag, a comment or a <script>") }
        return Program(builder, language: messages.language)
    }

    private mutating func compile(_ nodes: [Node]) throws(TemplateError) {
        for node in nodes {
            switch node {
            case .text(let bytes):
                context.advance(over: bytes)
                builder.literal(bytes)
            case .variable(let name, let isRaw, let line) where name.hasPrefix("t."):
                if isRaw { throw error(line, "messages are text: write {{\(name)}}") }
                try message(String(name.dropFirst(2)), line: line)
            case .variable(let name, let isRaw, let line): try variable(name, isRaw: isRaw, line: line)
            case .section(let name, let isInverted, let children, let line):
                try section(name, isInverted: isInverted, children, line: line)
            case .partial(let name, let line): try include(name, line: line)
            case .parent(let name, let overrides, let line): try inherit(name, overrides, line: line)
            case .block(let name, let children, let line): try block(name, children, line: line)
            }
        }
    }

    // MARK: Other templates

    private mutating func include(_ name: String, line: Int) throws(TemplateError) {
        guard let template = templates[name] else { throw error(line, "there is no template “\(name)”") }
        try compile(Fragment(file: template.file, nodes: template.nodes), line: line)
    }

    private mutating func compile(_ fragment: Fragment, line: Int) throws(TemplateError) {
        guard nesting < Self.deepestNesting else {
            throw error(line, "templates nest deeper than \(Self.deepestNesting): one includes itself")
        }
        let outer = file
        file = fragment.file
        nesting += 1
        try compile(fragment.nodes)
        nesting -= 1
        file = outer
    }

    /// Includes the parent, with this template's blocks in place of the parent's. An override by a template further
    /// down takes precedence.
    private mutating func inherit(_ name: String, _ own: [Override], line: Int) throws(TemplateError) {
        let outerOverrides = overrides
        let outerBlocks = blocksSeen
        blocksSeen = []
        for override in own where overrides[override.name] == nil {
            overrides[override.name] = Fragment(file: file, nodes: override.nodes)
        }
        try include(name, line: line)
        for override in own where !blocksSeen.contains(override.name) {
            throw error(override.line, "“\(name)” has no block “\(override.name)”")
        }
        blocksSeen.formUnion(outerBlocks)
        overrides = outerOverrides
    }

    private mutating func block(_ name: String, _ children: [Node], line: Int) throws(TemplateError) {
        blocksSeen.insert(name)
        try compile(overrides[name] ?? Fragment(file: file, nodes: children), line: line)
    }

    // MARK: Values

    private mutating func variable(
        _ name: String, isRaw: Bool, line: Int, message: String? = nil
    ) throws(TemplateError) {
        try resolve(name, line: line, message: message) { (compiler, access, frame) throws(TemplateError) in
            guard case .variable(let variable) = access else {
                throw compiler.error(line, "“\(name)” is a section, it has no text", message)
            }
            let refusal: String? =
                switch (variable.form, isRaw) {
                case (.text, false): compiler.context.refusalOfText
                case (.text, true): "“\(name)” is text: write {{\(name)}}"
                case (.markup, true): compiler.context.refusalOfMarkup
                case (.markup, false) where message != nil: compiler.context.refusalOfMarkup
                case (.json, true): compiler.context.refusalOfJSON
                case (.markup, false), (.json, false): "“\(name)” is not text: write {{{\(name)}}}"
                }
            if let refusal { throw compiler.error(line, refusal, message) }
            compiler.context.advanceOverValue()
            compiler.builder.write(variable.write, frame: frame)
        }
    }

    private mutating func message(_ key: String, line: Int) throws(TemplateError) {
        guard let message = messages.parsed(key) else {
            throw error(line, "message “\(key)” is missing in \(messages.locale)")
        }
        guard let by = message.by else { return try pieces(message.one, of: key, line: line) }
        try resolve(by, line: line, message: key) { (compiler, access, frame) throws(TemplateError) in
            guard case .variable(let variable) = access, let number = variable.number else {
                throw compiler.error(line, "“\(by)” is not a number and cannot choose a plural", key)
            }
            let skip = compiler.builder.skipUnlessOne(number, frame: frame)
            try compiler.pieces(message.one, of: key, line: line)
            let jump = compiler.builder.jump()
            compiler.builder.setTarget(of: skip)
            try compiler.pieces(message.other, of: key, line: line)
            compiler.builder.setTarget(of: jump)
        }
    }

    private mutating func pieces(
        _ pieces: [ParsedMessage.Piece], of key: String, line: Int
    ) throws(TemplateError) {
        for piece in pieces {
            switch piece {
            case .words(let words):
                if let refusal = context.refusalOfText { throw error(line, refusal, key) }
                context.advanceOverValue()
                builder.literal(HTML(escaping: words).bytes)
            case .placeholder(let name): try variable(name, isRaw: false, line: line, message: key)
            }
        }
    }

    private mutating func section(
        _ name: String, isInverted: Bool, _ children: [Node], line: Int
    ) throws(TemplateError) {
        if isInverted, name.contains("."), name != "." {
            throw error(line, "{{^\(name)}}: open {{#…}} for the part before the dot instead")
        }
        let before = context
        try resolve(name, line: line, message: nil) { (compiler, access, frame) throws(TemplateError) in
            switch access {
            case .variable(let variable):
                try compiler.conditional(variable.test, isInverted: isInverted, children, frame: frame)
            case .flag(let test): try compiler.conditional(test, isInverted: isInverted, children, frame: frame)
            case .models(let models) where isInverted:
                try compiler.conditional(models.test, isInverted: true, children, frame: frame)
            case .models(let models):
                try compiler.inside(models, frame: frame, line: line) { (compiler) throws(TemplateError) in
                    try compiler.compile(children)
                }
            }
        }
        guard before.agrees(with: context) else {
            throw error(line, "section “\(name)” must begin and end in the same markup context")
        }
    }

    private mutating func conditional(
        _ test: @escaping Test, isInverted: Bool, _ children: [Node], frame: Int
    ) throws(TemplateError) {
        let skip = builder.skip(isInverted ? .skipIf : .skipUnless, test, frame: frame)
        try compile(children)
        builder.setTarget(of: skip)
    }
}
