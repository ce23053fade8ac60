import Gzip
import HTTP

/// One file with the heads of its answers, put together at start: answering copies nothing and makes no `String`.
///
/// A class, so that finding it counts one reference and not those of every array in it.
final class StaticFile: Sendable {
    /// The bytes as one encoding has them. A class for the same reason.
    private final class Representation: Sendable {
        let bytes: [UInt8]
        let etag: String
        /// What goes with 200.
        let whole: ResponseFields
        /// What goes with 304, and with several ranges: the same without what describes the body.
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

    /// The gzip form of a file; nil where its type or its size gains nothing.
    static func compressed(name: String, _ bytes: [UInt8]) -> [UInt8]? {
        guard ContentType.isText(Array(ContentType.of(name).utf8)[...]),
            let packed = Gzip.compress(bytes, level: 9), packed.count < bytes.count
        else { return nil }
        return packed
    }

    /// A file to be served under a name that is kept for `policy`; `compressed` is its gzip form.
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
        if let other = Response.unlessRead(by: head.method) { return other }
        // Ranges are those of the bytes as they are: a download that goes on must not depend on zlib.
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

    /// 206 or 416; nil when everything is to be sent.
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
            // Random, so that no file can hold it on purpose.
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
    /// The same response with the security lines: for answers that are not `finished`, such as that to a request the
    /// parser refused.
    public func secured() -> Response {
        var response = self
        response.fields.append(encoded: SecurityHeaders.lines)
        return response
    }
}
