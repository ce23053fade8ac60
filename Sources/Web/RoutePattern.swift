import HTTP

/// A parsed route pattern: `/projets/:project/votes` is a literal, a parameter and a literal.
struct RoutePattern {
    enum Segment: Hashable {
        case literal(String)
        case parameter(String)
    }

    let text: String
    let segments: [Segment]

    /// Nil when `text` does not start with `/`, has an empty or dot segment, or has an unnamed or duplicate parameter.
    init?(_ text: String) {
        guard text.first == "/" else { return nil }
        var segments: [Segment] = []
        if text != "/" {
            for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
                guard !part.isEmpty, part != ".", part != ".." else { return nil }
                if part.first == ":" {
                    let name = String(part.dropFirst())
                    guard !name.isEmpty, !segments.contains(.parameter(name)) else { return nil }
                    segments.append(.parameter(name))
                } else {
                    segments.append(.literal(String(part)))
                }
            }
        }
        self.text = text
        self.segments = segments
    }

    /// Whether one path could match both, and neither pattern is more specific at every position.
    ///
    /// `/projets/nouveau` and `/projets/:project` are not ambiguous: the literal takes precedence. `/a/:x/c` and
    /// `/a/b/:y` are.
    func isAmbiguous(with other: RoutePattern) -> Bool {
        guard segments.count == other.segments.count else { return false }
        var isMoreSpecific = false
        var isLessSpecific = false
        for (mine, theirs) in zip(segments, other.segments) {
            switch (mine, theirs) {
            case (.literal(let one), .literal(let two)): if one != two { return false }
            case (.literal, .parameter): isMoreSpecific = true
            case (.parameter, .literal): isLessSpecific = true
            case (.parameter, .parameter): break
            }
        }
        return isMoreSpecific == isLessSpecific
    }
}

/// An invalid route pattern, or two ambiguous routes. Thrown at start.
public struct RouteConflict: Error, CustomStringConvertible {
    /// The problem, with the routes.
    public let description: String

    static func unreadable(_ method: Method, _ pattern: String) -> RouteConflict {
        RouteConflict(
            description: "\(method.rawValue) \(pattern): a pattern starts with / and has no empty segment, no dot "
                + "segment and no duplicate parameter; HEAD and OPTIONS cannot be declared")
    }

    static func ambiguous(_ method: Method, _ one: String, _ two: String) -> RouteConflict {
        RouteConflict(description: "\(method.rawValue) \(one) and \(method.rawValue) \(two) could match one request")
    }
}
