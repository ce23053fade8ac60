import HTTP

/// Who may call a route at all. Rights to one shop or project are checked in its look-up.
package enum Access: Sendable, Equatable {
    /// Guests and members.
    case anyone
    /// Members, signed in; a guest is sent to sign in and back.
    case member
    /// Members who have this right for the association; another member gets 404.
    case needs(Right)

    /// Whether `member`, nil for a guest, may call the route at all.
    func admits(_ member: Member?) -> Bool {
        switch self {
        case .anyone: true
        case .member: member != nil
        case .needs(let right): member?.may(right) ?? false
        }
    }
}

/// A handler: the request and its context in, the response out.
package typealias Handler = @Sendable (Request, Context) async throws -> Response

/// One line of the site map.
package struct Route: Sendable {
    package let method: Method
    /// As the router reads it, without the language: `/boutiques/:shop`.
    package let path: String
    /// Who may call it.
    package let access: Access
    /// The largest body taken, in bytes.
    let bodyLimit: Int
    /// The page is the same for every guest, so it may be cached until the next write.
    let isCached: Bool
    /// The languages the page exists in.
    package let languages: LanguageExtent
    package let answer: Handler

    /// A page. HEAD is answered by the same line.
    package static func get(
        _ path: String, _ access: Access, cached: Bool = false, in languages: LanguageExtent = .complete,
        _ answer: @escaping Handler
    ) -> Route {
        Route(
            method: .get, path: path, access: access, bodyLimit: 0, isCached: cached, languages: languages,
            answer: answer)
    }

    /// An action: a form of at most 64 KB unless said otherwise.
    package static func post(
        _ path: String, _ access: Access, upTo bodyLimit: Int = SiteLimits.formBytes,
        in languages: LanguageExtent = .complete,
        _ answer: @escaping Handler
    ) -> Route {
        Route(
            method: .post, path: path, access: access, bodyLimit: bodyLimit, isCached: false, languages: languages,
            answer: answer)
    }
}

/// A line of the site map with its name. A class: a look-up retains one reference instead of one for each property.
final class NamedRoute: Sendable {
    let route: Route
    /// Its name in metrics: an index into `RouteNames.all`.
    let label: Int

    init(_ route: Route, label: Int) {
        self.route = route
        self.label = label
    }
}
