/// Labels of responses in the metrics and in the access log: patterns of the site map, never a request's path. The list
/// is fixed at start.
package struct RouteNames: Sendable {
    /// No route matched.
    static let none = 0
    static let up = 1
    static let metrics = 2
    /// The files of `Public`.
    static let files = 3
    /// A request for another host.
    static let misdirected = 4

    /// All names by index: those above, then the patterns of the site map.
    let all: [String]

    init(_ routes: [Route]) {
        var names = [
            "(none)", UnroutedPath.up.description, UnroutedPath.metrics.description, UnroutedPath.files + "*",
            "(misdirected)",
        ]
        for route in routes where !names.contains(route.path) { names.append(route.path) }
        all = names
    }

    /// The index of the pattern of a route.
    func index(of route: Route) -> Int { all.firstIndex(of: route.path) ?? RouteNames.none }
}
