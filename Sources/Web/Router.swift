import HTTP

/// Finds the route for a method and a path, without creating a `String`.
///
/// Literal segments take precedence over parameters; a parameter matches one whole segment, not an empty one. HEAD
/// matches routes of GET. Patterns are compared with the decoded path (`RequestHead.pathBytes`), which must not be
/// decoded again.
public struct Router<Target: Sendable>: Sendable {
    /// The result of matching a request.
    public enum Match: Sendable {
        /// The route's target, and its parameters.
        case found(Target, Parameters)
        /// The path exists with other methods: 405, or the response to OPTIONS, with these in `Allow`.
        case wrongMethod(allowed: [Method])
        /// No route has this path.
        case notFound
    }

    private let tree: RouteTree
    private let targets: [Target]

    /// A router for routes of a method, a pattern such as `/projets/:project`, and a target.
    /// - Throws: `RouteConflict` for an invalid pattern or two ambiguous routes.
    public init(_ routes: [(Method, String, Target)]) throws(RouteConflict) {
        tree = try RouteTree(routes.map { ($0.0, $0.1) })
        targets = routes.map(\.2)
    }

    /// The target for `method` and `path`, without parameters; nil without a route.
    public func target(_ method: Method, _ path: ArraySlice<UInt8>) -> Target? {
        tree.line(method, path).map { targets[$0] }
    }

    /// The route for `method` and `path`. `OPTIONS *` returns every method of the site (RFC 9110 §9.3.7).
    public func match(_ method: Method, _ path: ArraySlice<UInt8>) -> Match {
        switch tree.match(method, path) {
        case .line(let line): .found(targets[line], Parameters(path: path, places: tree.parameters[line]))
        case .methods([]): .notFound
        case .methods(let allowed): .wrongMethod(allowed: allowed)
        }
    }
}
