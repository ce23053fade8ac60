import Gzip
import HTTP

/// One file with its response heads, encoded at start: answering copies nothing and creates no `String`.
///
/// A class, so that a look-up costs one reference count instead of one for each array.
final class StaticFile: Sendable {
    /// The bytes in one content coding. A class for the same reason.
    private final class Representation: Sendable {
        let bytes: [UInt8]
        let etag: String
        /// The fields of a 200.
        let whole: ResponseFields
        /// The fields of a 304, and of a response with several ranges: without those that describe the body.
        let common: ResponseFields

        init(bytes: [UInt8], etag: String, whole: ResponseFields, common: ResponseFields) {
            self.bytes = bytes
            self.etag = etag
            self.whole = whole
            self.common = common
        }
    }

    private let type: String
    private let modified: Int
    private let plain: Representation
    private let gzip: Representation?

    /// The uncompressed contents.
    var bytes: [UInt8] { plain.bytes }

    /// The file compressed with gzip; nil when its type is not text or it does not get smaller.
    static func compressed(name: String, _ bytes: [UInt8]) -> [UInt8]? {
        guard ContentType.isText(Array(ContentType.of(name).utf8)[...]),
            let packed = Gzip.compress(bytes, level: 9), packed.count < bytes.count
        else { return nil }
        return packed
    }

    /// A file served with the cache policy `policy`; `compressed` is its gzip form.
    init(name: String, bytes: [UInt8], compressed: [UInt8]?, modified: Int, policy: CachePolicy) {
        type = ContentType.of(name)
        self.modified = modified
        let type = type
        let varies = compressed != nil
        func represent(_ body: [UInt8], isCompressed: Bool) -> Representation {
            let etag = EntityTag.strong(bytes, isCompressed: isCompressed)
            var common = ResponseFields()
            common.append(.etag, etag)
            common.append(.lastModified, HTTPDate.format(modified))
            common.append(.cacheControl, policy.rawValue)
            if varies { common.append(.vary, "Accept-Encoding") }
            common.append(encoded: SecurityHeaders.lines)
            var whole = ResponseFields()
            whole.append(.contentType, type)
            if isCompressed { whole.append(.contentEncoding, "gzip") }
            whole.append(.acceptRanges, "bytes")
            whole.append(encoded: common.bytes)
            return Representation(bytes: body, etag: etag, whole: whole, common: common)
        }
        plain = represent(bytes, isCompressed: false)
        gzip = compressed.map { represent($0, isCompressed: true) }
    }

    /// 200, 206, 304, 412 or 416 to GET and HEAD; 204 to OPTIONS; 405 to everything else.
    func answer(_ head: RequestHead) -> Response {
        if let other = Response.readOnlyRefusal(of: head.method) { return other }
        // Ranges are of the uncompressed bytes: a resumed download must not depend on the version of zlib.
        let wantsRange = head.method == .get && head.has(.range)
        var chosen = plain
        if let gzip, !wantsRange, Negotiation.acceptsGzip(head) { chosen = gzip }

        switch Conditional.evaluate(head, etag: chosen.etag, lastModified: modified) {
        case .notModified: return Response(.notModified, fields: chosen.common)
        case .preconditionFailed: return Response(.preconditionFailed).secured()
        case .proceed: break
        }
        if wantsRange, let partial = partial(head) { return partial }
        return Response(.ok, fields: chosen.whole, body: .slice(chosen.bytes, 0..<chosen.bytes.count))
    }

    /// 206 or 416; nil to send the whole file.
    private func partial(_ head: RequestHead) -> Response? {
        let length = plain.bytes.count
        switch ByteRanges.evaluate(head, length: length, etag: plain.etag, lastModified: modified) {
        case .whole:
            return nil
        case .unsatisfiable:
            var response = Response.text("Range not satisfiable\n", status: .rangeNotSatisfiable).secured()
            response.fields.append(.contentRange, ByteRanges.unsatisfiedRange(of: length))
            return response
        case .parts(let parts):
            if parts.count == 1 {
                var response = Response(.partialContent, fields: plain.whole, body: .slice(plain.bytes, parts[0]))
                response.fields.append(.contentRange, ByteRanges.contentRange(parts[0], of: length))
                return response
            }
            // Random, so that a file cannot be made to contain it.
            let boundary = ContentHash.text(.random(in: 0...UInt64.max)) + ContentHash.text(.random(in: 0...UInt64.max))
            var response = Response(.partialContent, fields: plain.common)
            response.fields.append(.contentType, "multipart/byteranges; boundary=\(boundary)")
            response.body = .bytes(
                ByteRanges.multipart(parts, of: plain.bytes, contentType: type, boundary: boundary))
            return response
        }
    }
}

extension Response {
    /// A copy with the security headers: for responses that do not pass through `finished`, such as those to requests
    /// that the parser rejected.
    public func secured() -> Response {
        var response = self
        response.fields.append(encoded: SecurityHeaders.lines)
        return response
    }
}
