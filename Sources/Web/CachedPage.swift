import Gzip
import HTTP

/// An encoded response and its 304, for a page cache. A class, so that using it costs one reference count instead of
/// one for each part.
public final class CachedPage: Sendable {
    /// The full response.
    public let full: Response
    /// Its entity tag with quotes; nil when conditional requests are not supported.
    public let etag: String?
    private let notModified: Response?

    init(full: Response, etag: String?) {
        self.full = full
        self.etag = etag
        notModified = etag == nil ? nil : full.notModified
    }

    /// The response to a request: the full one, 304 when the client's copy is current (RFC 9110 §13.1.2), or 412.
    public func answer(to head: RequestHead) -> Response {
        guard notModified != nil else { return full }
        switch Conditional.evaluate(head, etag: etag, lastModified: nil) {
        case .proceed: return full
        case .notModified: return notModified ?? full
        case .preconditionFailed: return Response(.preconditionFailed).secured()
        }
    }

    /// Memory use in bytes.
    var cost: Int { full.body.count + full.fields.bytes.count * 2 + 256 }
}

extension Response {
    /// Shorter bodies are not compressed: they fit into one packet either way.
    private static let smallestCompressed = 1_024

    /// Completes a handler's response for sending: adds security headers, an entity tag and `Vary`, answers 304,
    /// compresses with gzip when accepted.
    ///
    /// Call it once for every response of a handler. Responses of `StaticFiles` and `PageCache` are already complete.
    ///
    /// The entity tag is a hash of the uncompressed bytes and their length, with a suffix when the response is
    /// compressed, so that a 304 costs no compression. Only a 200 to GET or HEAD has a tag, unless it is `no-store` or
    /// already has one. (Pages never combine a secret with text an attacker chooses, so compression is safe from
    /// BREACH.)
    /// - Parameters:
    ///   - compressor: the event loop's compressor, level 1; nil disables compression.
    ///   - isSecret: whether the URL of the page is a secret.
    public consuming func finished(
        for request: Request, by compressor: Gzip.Compressor?, isSecret: Bool = false
    ) -> Response {
        let (etag, compresses) = prepare(for: request, compresses: compressor != nil, isSecret: isSecret)
        // A response without a tag matches only `*` (RFC 9110 §13.1.1, §13.1.2).
        if etag != nil || (status == .ok && request.method.isRead && !has(.etag)) {
            switch Conditional.evaluate(request.head, etag: etag, lastModified: nil) {
            case .proceed: break
            case .notModified: return notModified
            case .preconditionFailed:
                return Response(
                    .preconditionFailed, fields: ResponseFields(encoded: SecurityHeaders.lines(for: request)))
            }
        }
        if compresses, let compressor { compress(compressor) }
        return self
    }

    /// Completes the response for a cache: like `finished`, with the full response and its 304.
    public consuming func cachedPage(for request: Request, by compressor: Gzip.Compressor?) -> CachedPage {
        let (etag, compresses) = prepare(for: request, compresses: compressor != nil, isSecret: false)
        if compresses, let compressor { compress(compressor) }
        return CachedPage(full: self, etag: etag)
    }

    /// Adds the headers of every response. Returns its entity tag, and whether to compress it.
    private mutating func prepare(for request: Request, compresses: Bool, isSecret: Bool) -> (String?, Bool) {
        var etag: String?
        var willCompress = false
        let isCompressible = body.count >= Self.smallestCompressed && hasTextType && !has(.contentEncoding)
        if isCompressible {
            willCompress = compresses && Negotiation.acceptsGzip(request.head)
            if !has(.vary) { fields.append(.vary, "Accept-Encoding") }
        }
        let isRead = request.method.isRead
        if status == .ok, isRead, case .bytes(let bytes) = body, !has(.etag), !isNoStore {
            let tag = EntityTag.strong(bytes, isCompressed: willCompress)
            fields.append(.etag, tag)
            etag = tag
        }
        fields.append(encoded: SecurityHeaders.lines(for: request, isSecret: isSecret, mayLocate: mayLocate))
        return (etag, willCompress)
    }

    fileprivate var notModified: Response {
        var response = Response(.notModified, fields: fields.withoutContent())
        response.route = route
        return response
    }

    private mutating func compress(_ compressor: Gzip.Compressor) {
        guard case .bytes(let bytes) = body, let smaller = compressor.compress(bytes), smaller.count < bytes.count
        else { return }
        fields.append(.contentEncoding, "gzip")
        body = .bytes(smaller)
    }

    private func has(_ name: FieldName) -> Bool { fields.valueBytes(name) != nil }

    /// Whether its `Cache-Control` is `no-store`.
    public var isNoStore: Bool {
        fields.valueBytes(.cacheControl).map { $0 == Response.noStore } ?? false
    }

    private static let noStore = Array(CachePolicy.never.rawValue.utf8)[...]

    private var hasTextType: Bool {
        guard let type = fields.valueBytes(.contentType) else { return false }
        return ContentType.isText(type)
    }
}

/// Creates entity tags (RFC 9110 §8.8.3), always strong: a hash of the bytes and their length.
enum EntityTag {
    static func strong(_ bytes: [UInt8], isCompressed: Bool = false) -> String {
        "\"\(ContentHash.text(ContentHash.of(bytes)))-\(String(bytes.count, radix: 16))\(isCompressed ? "-gz" : "")\""
    }
}
