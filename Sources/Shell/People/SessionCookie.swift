import Base
import HTTP
import Web

/// The session cookie: `__Host-chaland` behind TLS, which no other host or path can set.
enum SessionCookie {
    private static let cookie = HostCookie("chaland")

    static func secret(in request: Request) -> Secret? {
        cookie.value(in: request).flatMap(Secret.init(presented:))
    }

    static func set(_ secret: Secret, on response: inout Response, request: Request) {
        response.set(cookie.set(secret.text, maxAge: SiteLimits.session, for: request))
    }

    /// Whether a response sets or clears the cookie.
    static func isSet(on response: Response) -> Bool {
        response.fields.all(.setCookie).contains { $0.hasPrefix("chaland=") || $0.hasPrefix("__Host-chaland=") }
    }

    static func clear(on response: inout Response, request: Request) {
        response.set(cookie.cleared(for: request))
    }
}
