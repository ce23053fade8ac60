import HTTP

/// Finds what a site map says about a method and a path, without making a `String`.
///
/// Literal segments go before parameters; a parameter takes one whole segment, never an empty one. HEAD is found where GET
/// is. Patterns are compared with the decoded path (`RequestHead.pathBytes`), which must not be decoded again.
public struct Router<Target: Sendable>: Sendable {
    /// What there is for a request.
    public enum Match: Sendable {
        /// The line of the site map, with what its parameters stand for.
        case found(Target, Parameters)
        /// The path exists, with other methods: 405 (or the answer to OPTIONS) with these in `Allow`.
        case wrongMethod(allowed: [Method])
        /// No line has such a path.
        case notFound
    }

    private let tree: RouteTree
    private let targets: [Target]

    /// A router for these lines: method, pattern such as `/projets/:project`, and what to do.
    /// - Throws: `RouteConflict` when a line cannot be read or two lines could match one request.
    public init(_ routes: [(Method, String, Target)]) throws(RouteConflict) {
        tree = try RouteTree(routes.map { ($0.0, $0.1) })
        targets = routes.map(\.2)
    }

    /// What the line for `method` on `path` leads to, without its parameters; nil when there is none.
    public func target(_ method: Method, _ path: ArraySlice<UInt8>) -> Target? {
        tree.line(method, path).map { targets[$0] }
    }

    /// The line for `method` on `path`. `OPTIONS *` gets every method of the site (RFC 9110 §9.3.7).
    public func match(_ method: Method, _ path: ArraySlice<UInt8>) -> Match {
        switch tree.match(method, path) {
        case .line(let line): .found(targets[line], Parameters(path: path, places: tree.parameters[line]))
        case .methods([]): .notFound
        case .methods(let allowed): .wrongMethod(allowed: allowed)
        }
    }
}
