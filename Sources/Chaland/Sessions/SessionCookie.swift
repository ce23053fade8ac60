import HTTP
import Web

/// The one cookie a member has. Behind TLS it takes the `__Host-` name, which no other site or path can set (RFC 6265bis §4.1.3).
enum SessionCookie {
    private static func name(secure: Bool) -> String { secure ? "__Host-chaland" : "chaland" }

    static func secret(in request: Request) -> Secret? {
        Cookies(request.head)[name(secure: request.isSecure)].flatMap(Secret.init(presented:))
    }

    static func set(_ secret: Secret, on response: inout Response, request: Request) {
        append(value: secret.text, maxAge: SiteLimits.session, on: &response, request: request)
    }

    static func clear(on response: inout Response, request: Request) {
        append(value: "", maxAge: 0, on: &response, request: request)
    }

    private static func append(value: String, maxAge: Int, on response: inout Response, request: Request) {
        let cookie = SetCookie(
            name: name(secure: request.isSecure), value: value, path: "/", maxAge: maxAge, httpOnly: true, sameSite: .lax,
            secure: request.isSecure)
        response.fields.append(.setCookie, cookie.line)
    }
}
