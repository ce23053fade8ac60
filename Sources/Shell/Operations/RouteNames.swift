/// What answers are counted by, in the figures and in the access log: the patterns of the site map, never a path somebody
/// asked for. Their number is fixed at start.
enum RouteNames {
    /// No route: an address that is not there.
    static let none = 0
    static let up = 1
    static let metrics = 2
    /// The files of `Public`.
    static let files = 3
    /// A host that is not ours.
    static let misdirected = 4

    /// Each by its index: those above, then the paths of the site map.
    static let all: [String] = {
        var names = ["(none)", "/up", "/metrics", "/public/*", "(misdirected)"]
        for route in siteMap where !names.contains(route.path) { names.append(route.path) }
        return names
    }()
}
