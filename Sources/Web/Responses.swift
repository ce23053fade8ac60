import HTTP

/// How long somebody may keep an answer (RFC 9111 §5.2).
public enum CachePolicy: String, Sendable {
    /// A page that depends on the person: in their browser alone, and asked for again each time.
    case personal = "private, no-cache"
    /// A page that is the same for everybody: kept anywhere, and asked for again each time.
    case shared = "public, max-age=0, must-revalidate"
    /// A page nobody keeps, not even for the back button: secrets, the tablet in the shop.
    case never = "no-store"
    /// A file whose name changes with its contents: a year, never asked for again (RFC 8246).
    case forever = "public, max-age=31536000, immutable"
}

extension Response {
    /// An HTML page.
    /// - Parameter language: the tag for `Content-Language`, such as `fr`.
    public static func page(
        _ bytes: [UInt8], status: Status = .ok, language: String? = nil, cache: CachePolicy = .personal
    ) -> Response {
        var fields = ResponseFields()
        fields.append(.contentType, "text/html; charset=utf-8")
        if let language { fields.append(.contentLanguage, language) }
        fields.append(.cacheControl, cache.rawValue)
        // The language comes from the one or the other, the person from the cookie.
        fields.append(.vary, "Accept-Encoding, Accept-Language, Cookie")
        return Response(status, fields: fields, body: .bytes(bytes))
    }

    /// After a form: the page to look at now, by GET (RFC 9110 §15.4.4). A `LocalPath` never leads off this site.
    public static func seeOther(_ path: LocalPath) -> Response { redirect(.seeOther, path) }

    /// For good: another path of ours for the same thing, by the same method (RFC 9110 §15.4.9).
    public static func permanentRedirect(_ path: LocalPath) -> Response { redirect(.permanentRedirect, path) }

    private static func redirect(_ status: Status, _ path: LocalPath) -> Response {
        var fields = ResponseFields()
        fields.append(.location, path.description)
        fields.append(.cacheControl, CachePolicy.never.rawValue)
        return Response(status, fields: fields)
    }

    /// Plain text, kept by nobody.
    public static func text(_ text: String, status: Status = .ok) -> Response {
        data(Array(text.utf8), type: "text/plain; charset=utf-8", status: status)
    }

    /// Bytes of a type, such as a QR code or a list as CSV; with `fileName` the browser saves them under that name.
    public static func data(
        _ bytes: [UInt8], type: String, status: Status = .ok, fileName: String? = nil, cache: CachePolicy = .never
    ) -> Response {
        var fields = ResponseFields()
        fields.append(.contentType, type)
        fields.append(.cacheControl, cache.rawValue)
        if let fileName {
            // RFC 6266 §4.3 and RFC 8187: a plain name for old readers, the true one behind it.
            let plain = String(decoding: fileName.utf8.map { SetCookie.isCookieOctet($0) ? $0 : 0x5F }, as: UTF8.self)
            let value = "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(PercentEncoding.encode(fileName))"
            fields.append("Content-Disposition", value)
        }
        return Response(status, fields: fields, body: .bytes(bytes))
    }

    /// The answer to OPTIONS: what `Router` says the path allows (RFC 9110 §9.3.7).
    public static func options(_ allowed: [Method]) -> Response { Response(.noContent).allowing(allowed) }

    /// What is there to be read only: nil for GET and HEAD; the answer to OPTIONS; 405 for every other method.
    public static func unlessRead(by method: Method) -> Response? {
        if method.isRead { return nil }
        let allowed: [Method] = [.get, .head, .options]
        switch method {
        case .options: return options(allowed).secured()
        default: return text("Method not allowed\n", status: .methodNotAllowed).allowing(allowed).secured()
        }
    }

    /// The same response with the `Allow` line a 405 must have (RFC 9110 §15.5.6).
    public func allowing(_ methods: [Method]) -> Response {
        var response = self
        response.fields.append(.allow, methods.map(\.rawValue).joined(separator: ", "))
        return response
    }

    /// The same response with `Retry-After` in seconds (RFC 9110 §10.2.3), for 429 and 503.
    public func retrying(after seconds: Int) -> Response {
        var response = self
        response.fields.append(.retryAfter, String(max(1, seconds)))
        return response
    }
}
