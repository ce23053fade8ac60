/// A template as a tree, with names not yet resolved.
struct ParsedTemplate: Sendable {
    let file: String
    let nodes: [Node]
}

/// A node of the tree.
indirect enum Node: Sendable {
    case text([UInt8])
    case variable(String, isRaw: Bool, line: Int)
    case section(String, isInverted: Bool, [Node], line: Int)
    case partial(String, line: Int)
    /// `{{<layout}}`: another template with some of its blocks overridden.
    case parent(String, [Override], line: Int)
    /// `{{$block}}`: default content that an inheriting template may override.
    case block(String, [Node], line: Int)
}

/// A template's replacement for a block of its parent.
struct Override: Sendable {
    let name: String
    let nodes: [Node]
    let line: Int
}

/// Builds the tree. Throws for sections that are not closed, or closed under another name.
struct TemplateParser {
    private let file: String
    private let tokens: [TagScanner.Token]
    private var next = 0

    static func parse(_ source: TemplateSource) throws(TemplateError) -> ParsedTemplate {
        var scanner = TagScanner(source)
        var parser = TemplateParser(file: scanner.file, tokens: try scanner.tokens())
        let nodes = try parser.nodes(until: nil)
        return ParsedTemplate(file: scanner.file, nodes: nodes)
    }

    private init(file: String, tokens: [TagScanner.Token]) {
        self.file = file
        self.tokens = tokens
    }

    /// Nodes up to the tag that closes `opening`, or up to the end of the file for nil.
    private mutating func nodes(until opening: TagScanner.Tag?) throws(TemplateError) -> [Node] {
        var nodes: [Node] = []
        while next < tokens.count {
            let token = tokens[next]
            next += 1
            switch token {
            case .text(let bytes): nodes.append(.text(bytes))
            case .tag(let tag) where tag.kind == .close:
                guard let opening else { throw error(tag, "{{/\(tag.name)}} without an opening tag") }
                guard tag.name == opening.name else {
                    throw error(
                        tag, "expected {{/\(opening.name)}} for line \(opening.line), found {{/\(tag.name)}}")
                }
                return nodes
            case .tag(let tag):
                if let node = try node(for: tag) { nodes.append(node) }
            }
        }
        if let opening { throw error(opening, "“\(opening.name)” is never closed") }
        return nodes
    }

    private mutating func node(for tag: TagScanner.Tag) throws(TemplateError) -> Node? {
        switch tag.kind {
        case .comment, .close: nil
        case .variable: .variable(tag.name, isRaw: false, line: tag.line)
        case .raw: .variable(tag.name, isRaw: true, line: tag.line)
        case .partial: .partial(tag.name, line: tag.line)
        case .section: .section(tag.name, isInverted: false, try nodes(until: tag), line: tag.line)
        case .inverted: .section(tag.name, isInverted: true, try nodes(until: tag), line: tag.line)
        case .block: .block(tag.name, try nodes(until: tag), line: tag.line)
        case .parent: .parent(tag.name, try overrides(in: tag), line: tag.line)
        }
    }

    /// The blocks between `{{<layout}}` and `{{/layout}}`. Other content there is an error; Mustache would silently
    /// ignore it.
    private mutating func overrides(in parent: TagScanner.Tag) throws(TemplateError) -> [Override] {
        var overrides: [Override] = []
        for node in try nodes(until: parent) {
            switch node {
            case .block(let name, let nodes, let line):
                if overrides.contains(where: { $0.name == name }) {
                    throw TemplateError(file: file, line: line, reason: "block “\(name)” is defined twice")
                }
                overrides.append(Override(name: name, nodes: nodes, line: line))
            case .text(let bytes) where bytes.allSatisfy({ $0 <= 0x20 }): continue
            default: throw error(parent, "content between {{<\(parent.name)}} and its end is outside any {{$block}}")
            }
        }
        return overrides
    }

    private func error(_ tag: TagScanner.Tag, _ reason: String) -> TemplateError {
        TemplateError(file: file, line: tag.line, reason: reason)
    }
}
