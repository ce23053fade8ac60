import HTTP

/// Route patterns as a tree of segments, for `Router`. It stores route indices instead of targets, so that it need not
/// be generic and is compiled only once.
struct RouteTree: Sendable {
    /// The result of matching: the index of a route, or the methods of routes with this path.
    enum Match {
        case line(Int)
        case methods([Method])
    }

    private struct Node {
        var edges: Range<Int> = 0..<0
        var parameter = -1
        var endpoints: Range<Int> = 0..<0
    }

    private struct Edge {
        let text: Range<Int>
        let node: Int
    }

    private struct Endpoint {
        let method: Method
        let line: Int
    }

    private struct Line {
        let method: Method
        let pattern: RoutePattern
        let number: Int
    }

    private var nodes: [Node] = []
    private var edges: [Edge] = []
    private var endpoints: [Endpoint] = []
    private var text: [UInt8] = []
    private let everyMethod: [Method]
    /// The parameters of each route.
    let parameters: [[Parameters.Place]]

    /// - Throws: `RouteConflict` for an invalid pattern or two ambiguous routes.
    init(_ routes: [(method: Method, pattern: String)]) throws(RouteConflict) {
        var lines: [Line] = []
        for (method, pattern) in routes {
            guard let parsed = RoutePattern(pattern), method != .head, method != .options else {
                throw .unreadable(method, pattern)
            }
            for line in lines where line.method == method && line.pattern.isAmbiguous(with: parsed) {
                throw .ambiguous(method, line.pattern.text, pattern)
            }
            lines.append(Line(method: method, pattern: parsed, number: lines.count))
        }
        everyMethod = Self.allowed(Set(lines.map(\.method)))
        parameters = lines.map { Parameters.places(of: $0.pattern) }
        _ = addNode(for: lines, depth: 0)
    }

    /// Adds the node that `lines` share at `depth`, and its subtree; returns its index.
    private mutating func addNode(for lines: [Line], depth: Int) -> Int {
        let index = nodes.count
        nodes.append(Node())
        var literals: [String] = []
        for case .literal(let literal)? in lines.map({ $0.pattern.segments.dropFirst(depth).first })
        where !literals.contains(literal) {
            literals.append(literal)
        }
        var found: [Edge] = []
        for literal in literals {
            let start = text.count
            text.append(contentsOf: literal.utf8)
            let end = text.count
            let below = lines.filter { $0.pattern.segments.dropFirst(depth).first == .literal(literal) }
            found.append(Edge(text: start..<end, node: addNode(for: below, depth: depth + 1)))
        }
        nodes[index].edges = edges.count..<(edges.count + found.count)
        edges.append(contentsOf: found)

        let below = lines.filter {
            if case .parameter = $0.pattern.segments.dropFirst(depth).first { true } else { false }
        }
        if !below.isEmpty { nodes[index].parameter = addNode(for: below, depth: depth + 1) }
        let ending = lines.filter { $0.pattern.segments.count == depth }
        nodes[index].endpoints = endpoints.count..<(endpoints.count + ending.count)
        endpoints += ending.map { Endpoint(method: $0.method, line: $0.number) }
        return index
    }

    /// The route for `method` and `path`. `OPTIONS *` returns every method of the site (RFC 9110 §9.3.7).
    func match(_ method: Method, _ path: ArraySlice<UInt8>) -> Match {
        if method == .options, path.count == 1, path.first == 0x2A { return .methods(everyMethod) }
        if let line = line(method, path) { return .line(line) }
        guard path.first == 0x2F else { return .methods([]) }
        var methods: Set<Method> = []
        collect(&methods, path.span, at: Self.start(of: path), node: 0)
        return .methods(methods.isEmpty ? [] : Self.allowed(methods))
    }

    /// The index of the route for `method` and `path`, or nil.
    func line(_ method: Method, _ path: ArraySlice<UInt8>) -> Int? {
        guard path.first == 0x2F else { return nil }
        return find(method == .head ? Method.get : method, path.span, at: Self.start(of: path), node: 0)
    }

    /// The position of the slash before the first segment; the end for `/`, which has none.
    private static func start(of path: ArraySlice<UInt8>) -> Int { path.count == 1 ? 1 : 0 }

    /// The route below `node` for the rest of `path`, which is at its end or at a slash at `position`. Backtracks to
    /// the parameter when the literal does not lead to a route; the depth is bounded by the patterns.
    private func find(_ method: Method, _ path: Span<UInt8>, at position: Int, node: Int) -> Int? {
        if position == path.count {
            for index in nodes[node].endpoints where endpoints[index].method == method { return endpoints[index].line }
            return nil
        }
        let segment = Self.segment(of: path, after: position)
        if let literal = literal(path, segment, below: node),
            let found = find(method, path, at: segment.upperBound, node: literal)
        {
            return found
        }
        let parameter = nodes[node].parameter
        guard parameter >= 0, !segment.isEmpty else { return nil }
        return find(method, path, at: segment.upperBound, node: parameter)
    }

    /// Collects the methods of every pattern that matches the rest of `path`.
    private func collect(_ methods: inout Set<Method>, _ path: Span<UInt8>, at position: Int, node: Int) {
        if position == path.count {
            methods.formUnion(endpoints[nodes[node].endpoints].map(\.method))
            return
        }
        let segment = Self.segment(of: path, after: position)
        if let literal = literal(path, segment, below: node) {
            collect(&methods, path, at: segment.upperBound, node: literal)
        }
        if nodes[node].parameter >= 0, !segment.isEmpty {
            collect(&methods, path, at: segment.upperBound, node: nodes[node].parameter)
        }
    }

    private func literal(_ path: Span<UInt8>, _ segment: Range<Int>, below node: Int) -> Int? {
        for index in nodes[node].edges {
            let edge = edges[index]
            guard edge.text.count == segment.count else { continue }
            var offset = 0
            while offset < segment.count, text[edge.text.lowerBound + offset] == path[segment.lowerBound + offset] {
                offset += 1
            }
            if offset == segment.count { return edge.node }
        }
        return nil
    }

    private static func segment(of path: Span<UInt8>, after slash: Int) -> Range<Int> {
        var end = slash + 1
        while end < path.count, path[end] != 0x2F { end += 1 }
        return (slash + 1)..<end
    }

    /// The methods in the order of the RFC; adds HEAD if there is GET, and OPTIONS.
    private static func allowed(_ methods: Set<Method>) -> [Method] {
        Method.allCases.filter { method in
            methods.contains(method) || method == .options || (method == .head && methods.contains(.get))
        }
    }
}
