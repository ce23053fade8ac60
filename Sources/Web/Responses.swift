import HTTP

/// Who may cache a response, and for how long (RFC 9111 §5.2).
public enum CachePolicy: String, Sendable {
    /// A page that depends on the user: cached only by the browser, revalidated each time.
    case personal = "private, no-cache"
    /// A page that is the same for everyone: cached anywhere, revalidated each time.
    case shared = "public, max-age=0, must-revalidate"
    /// A script that a browser must check before it uses its copy.
    case revalidated = "no-cache"
    /// Never cached, not even for the back button: secrets, the tablet in the shop.
    case never = "no-store"
    /// A file whose name changes with its contents: cached for a year without revalidation (RFC 8246).
    case forever = "public, max-age=31536000, immutable"
}

extension Response {
    /// An HTML page.
    /// - Parameter language: the language tag for `Content-Language`, such as `fr`.
    public static func page(
        _ bytes: [UInt8], status: Status = .ok, language: String? = nil, cache: CachePolicy = .personal
    ) -> Response {
        var fields = ResponseFields()
        fields.append(.contentType, "text/html; charset=utf-8")
        if let language { fields.append(.contentLanguage, language) }
        fields.append(.cacheControl, cache.rawValue)
        // The language depends on Accept-Language or a cookie, the user on a cookie.
        fields.append(.vary, "Accept-Encoding, Accept-Language, Cookie")
        return Response(status, fields: fields, body: .bytes(bytes))
    }

    /// A redirect after a POST, to be followed with GET (RFC 9110 §15.4.4). A `LocalPath` never leaves this site.
    public static func seeOther(_ path: LocalPath) -> Response { redirect(.seeOther, path) }

    /// A permanent redirect with the same method (RFC 9110 §15.4.9).
    public static func permanentRedirect(_ path: LocalPath) -> Response { redirect(.permanentRedirect, path) }

    private static func redirect(_ status: Status, _ path: LocalPath) -> Response {
        var fields = ResponseFields()
        fields.append(.location, path.description)
        fields.append(.cacheControl, CachePolicy.never.rawValue)
        return Response(status, fields: fields)
    }

    /// Plain text, `no-store`.
    public static func text(_ text: String, status: Status = .ok) -> Response {
        data(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// Bytes of a media type, such as a QR code. With `fileName`, a download.
    public static func data(
        _ bytes: [UInt8], type: String, status: Status = .ok, fileName: String? = nil, cache: CachePolicy = .never
    ) -> Response {
        var fields = ResponseFields()
        fields.append(.contentType, type)
        fields.append(.cacheControl, cache.rawValue)
        if let fileName {
            // RFC 6266 §4.3 and RFC 8187: an ASCII name for old clients, then the real one.
            let plain = String(decoding: fileName.utf8.map { SetCookie.isCookieOctet($0) ? $0 : 0x5F }, as: UTF8.self)
            let value = "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(PercentEncoding.encode(fileName))"
            fields.append("Content-Disposition", value)
        }
        return Response(status, fields: fields, body: .bytes(bytes))
    }

    /// A CSV file, as a download called `name` with its extension.
    public static func csv(_ bytes: [UInt8], named name: String) -> Response {
        data(bytes, type: "text/csv; charset=utf-8", fileName: name + ".csv")
    }

    /// The response to OPTIONS, with the methods of the path from `Router` (RFC 9110 §9.3.7).
    public static func options(_ allowed: [Method]) -> Response { Response(.noContent).allowing(allowed) }

    /// For read-only resources: nil for GET and HEAD; 204 to OPTIONS; 405 to every other method.
    public static func readOnlyRefusal(of method: Method) -> Response? {
        if method.isRead { return nil }
        let allowed: [Method] = [.get, .head, .options]
        switch method {
        case .options: return options(allowed).secured()
        default: return text("Method not allowed\n", status: .methodNotAllowed).allowing(allowed).secured()
        }
    }

    /// A copy with an `Allow` line, required in a 405 (RFC 9110 §15.5.6).
    public func allowing(_ methods: [Method]) -> Response {
        var response = self
        response.fields.append(.allow, methods.map(\.rawValue).joined(separator: ", "))
        return response
    }

    /// A copy with `Retry-After` in seconds (RFC 9110 §10.2.3), for 429 and 503.
    public func retrying(after seconds: Int) -> Response {
        var response = self
        response.fields.append(.retryAfter, String(max(1, seconds)))
        return response
    }
}
