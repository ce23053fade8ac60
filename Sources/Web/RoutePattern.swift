import HTTP

/// One line of the site map, taken apart: `/projets/:project/votes` is a literal, a parameter, a literal.
struct RoutePattern {
    enum Segment: Hashable {
        case literal(String)
        case parameter(String)
    }

    let text: String
    let segments: [Segment]

    /// Nil when `text` does not start with `/`, has an empty or dot segment, or names a parameter badly or twice.
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

    /// Whether one path could match both and neither is the more precise at every place.
    ///
    /// `/projets/nouveau` beside `/projets/:project` is clear: the literal goes first. `/a/:x/c` beside `/a/b/:y` is not.
    func isAmbiguous(with other: RoutePattern) -> Bool {
        guard segments.count == other.segments.count else { return false }
        var isMorePrecise = false
        var isLessPrecise = false
        for (mine, theirs) in zip(segments, other.segments) {
            switch (mine, theirs) {
            case (.literal(let one), .literal(let two)): if one != two { return false }
            case (.literal, .parameter): isMorePrecise = true
            case (.parameter, .literal): isLessPrecise = true
            case (.parameter, .parameter): break
            }
        }
        return isMorePrecise == isLessPrecise
    }
}

/// Two lines of a site map that could match one request, or a line that cannot be read: found at start, never later.
public struct RouteConflict: Error, CustomStringConvertible {
    /// What is wrong, naming the lines.
    public let description: String

    static func unreadable(_ method: Method, _ pattern: String) -> RouteConflict {
        RouteConflict(
            description: "\(method.rawValue) \(pattern): a pattern starts with / and has neither empty segments nor "
                + "dots nor one parameter twice; HEAD is answered by GET and OPTIONS by the router")
    }

    static func ambiguous(_ method: Method, _ one: String, _ two: String) -> RouteConflict {
        RouteConflict(description: "\(method.rawValue) \(one) and \(method.rawValue) \(two) could match one request")
    }
}
