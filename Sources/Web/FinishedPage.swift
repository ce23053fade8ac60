import Gzip
import HTTP

/// An answer ready for the wire, with its 304 beside it: what a page cache keeps. A class, so that asking it counts one
/// reference and not one for each of its parts.
public final class FinishedPage: Sendable {
    /// The whole answer.
    public let full: Response
    /// Its entity tag, quotes included; nil when nobody may ask for it conditionally.
    public let etag: String?
    private let notModified: Response?

    init(full: Response, etag: String?) {
        self.full = full
        self.etag = etag
        notModified = etag == nil ? nil : full.notModified
    }

    /// The whole answer, or 304 when the person has it already (RFC 9110 §13.1.2), or 412 when they asked for another.
    public func answer(to head: RequestHead) -> Response {
        guard notModified != nil else { return full }
        switch Conditional.evaluate(head, etag: etag, lastModified: nil) {
        case .proceed: return full
        case .notModified: return notModified ?? full
        case .preconditionFailed: return Response(.preconditionFailed).secured()
        }
    }

    /// How many bytes keeping it costs.
    var cost: Int { full.body.count + full.fields.bytes.count * 2 + 256 }
}

extension Response {
    /// Under this a body is not worth compressing: it fits into one packet either way.
    private static let smallestCompressed = 1_024

    /// The answer to send: with the security lines, an entity tag and 304, gzip where accepted, `Vary`.
    ///
    /// Once for every answer of a handler; those of `StaticFiles` and `PageCache` are finished already.
    ///
    /// The tag is a hash of the bytes before compression and their length, marked where the answer is compressed, so that
    /// a 304 costs no compression. Tags are for 200 to GET and HEAD, unless the answer is `no-store` or has a tag already.
    /// (No secret of ours stands in a page beside what a stranger chooses: compression leaks nothing, see BREACH.)
    /// - Parameters:
    ///   - compressor: that of this loop, level 1; nil sends everything as it is.
    ///   - isSecret: the address of the page must not be told to anybody.
    public consuming func finished(
        for request: Request, by compressor: Gzip.Compressor?, isSecret: Bool = false
    ) -> Response {
        let (etag, compresses) = prepare(for: request, compresses: compressor != nil, isSecret: isSecret)
        // Without a tag of its own, `*` alone is true of it (RFC 9110 §13.1.1, §13.1.2).
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

    /// The same, to be kept: the whole answer and its 304.
    public consuming func sealed(for request: Request, by compressor: Gzip.Compressor?) -> FinishedPage {
        let (etag, compresses) = prepare(for: request, compresses: compressor != nil, isSecret: false)
        if compresses, let compressor { compress(compressor) }
        return FinishedPage(full: self, etag: etag)
    }

    /// Adds what every answer says. Its entity tag, and whether it is to be compressed.
    private mutating func prepare(for request: Request, compresses: Bool, isSecret: Bool) -> (String?, Bool) {
        var etag: String?
        var willCompress = false
        let isCompressible = body.count >= Self.smallestCompressed && hasTextType && !has(.contentEncoding)
        if isCompressible {
            willCompress = compresses && Negotiation.acceptsGzip(request.head)
            if !has(.vary) { fields.append(.vary, "Accept-Encoding") }
        }
        let isRead = request.method.isRead
        if status == .ok, isRead, case .bytes(let bytes) = body, !has(.etag), !isKeptByNobody {
            let tag = EntityTag.strong(bytes, isCompressed: willCompress)
            fields.append(.etag, tag)
            etag = tag
        }
        fields.append(encoded: SecurityHeaders.lines(for: request, isSecret: isSecret))
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

    /// Whether it says that no cache may keep it.
    public var isKeptByNobody: Bool {
        fields.valueBytes(.cacheControl).map { $0 == Response.keptByNobody } ?? false
    }

    private static let keptByNobody = Array(CachePolicy.never.rawValue.utf8)[...]

    private var hasTextType: Bool {
        guard let type = fields.valueBytes(.contentType) else { return false }
        return ContentType.isText(type)
    }
}

/// Entity tags of ours (RFC 9110 §8.8.3), always strong: a hash of the bytes and their length.
enum EntityTag {
    static func strong(_ bytes: [UInt8], isCompressed: Bool = false) -> String {
        "\"\(ContentHash.text(ContentHash.of(bytes)))-\(String(bytes.count, radix: 16))\(isCompressed ? "-gz" : "")\""
    }
}
