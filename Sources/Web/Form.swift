import Glibc
import HTTP

/// A submitted form: the query of a URL, or a body, urlencoded or multipart.
///
/// Texts are valid UTF-8 in NFC without invisible control characters (see `PlainText`), and not trimmed.
public struct Form: Sendable {
    /// One file of a multipart form. Its name and type come from the client: only for display, never for paths or
    /// decisions.
    public struct UploadedFile: Sendable {
        /// The last component of the file name, cleaned, at most 200 bytes; may be empty.
        public let name: String
        /// The media type as sent, in lower case, without parameters; `application/octet-stream` without one.
        public let type: String
        /// The contents.
        public let bytes: [UInt8]
    }

    /// Names and texts, in the order received.
    public internal(set) var fields: [(name: String, value: String)] = []
    /// Names and files, in the order received, without empty file inputs.
    public internal(set) var files: [(name: String, file: UploadedFile)] = []

    /// An empty form.
    public init() {}

    /// A form with these fields, for showing it again and for tests.
    public init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// The first text called `name`; nil when it was not sent at all.
    public subscript(name: String) -> String? {
        // Compare lengths first: cheap, and different for nearly every other name.
        for field in fields where field.name.utf8.count == name.utf8.count && field.name == name { return field.value }
        return nil
    }

    /// The texts whose names satisfy `isIncluded`, without files.
    public func filtered(_ isIncluded: (String) -> Bool) -> Form {
        if files.isEmpty, fields.allSatisfy({ isIncluded($0.name) }) { return self }
        return Form(fields.filter { isIncluded($0.name) })
    }

    /// All texts called `name`, for checkboxes that share a name.
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The first file called `name`; nil when none was chosen.
    public func file(_ name: String) -> UploadedFile? { files.first { $0.name == name }?.file }

    /// The query of a request, `?q=pain&page=2`; empty without one.
    /// - Throws: `FormError` 400 when the decoded text is not UTF-8, 413 over the limits.
    public static func query(_ head: RequestHead, limits: FormLimits = FormLimits()) throws(FormError) -> Form {
        head.query.isEmpty ? Form() : try urlencoded(head.queryBytes, limits: limits)
    }

    /// The body of a request; empty when it has none.
    /// - Throws: `FormError` 415 for other media types, 413 over the limits, 400 for invalid syntax.
    ///   (`RequestHead.framing` has rejected compressed bodies.)
    public static func body(_ request: Request, limits: FormLimits = FormLimits()) throws(FormError) -> Form {
        switch try encoding(request.head) {
        case nil:
            if request.body.isEmpty { return Form() }
            throw .unsupported("no Content-Type")
        case .urlencoded: return try urlencoded(request.body[...], limits: limits)
        case .multipart(let boundary):
            guard request.body.count <= limits.bytes else { throw .tooLarge("body of \(request.body.count) bytes") }
            return try Multipart.read(request.body, boundary: boundary, limits: limits)
        }
    }

    /// False when `body` would throw 415: the body's media type is declared and is not that of a form.
    public static func isReadable(_ head: RequestHead) -> Bool {
        do { _ = try encoding(head) } catch { return error.status != .unsupportedMediaType }
        return true
    }

    private enum Encoding {
        case urlencoded
        case multipart(boundary: String)
    }

    /// The encoding of the form; nil without a `Content-Type`.
    private static func encoding(_ head: RequestHead) throws(FormError) -> Encoding? {
        if isPlainlyUrlencoded(head) { return .urlencoded }
        // Two Content-Type lines are joined here, which is not a valid type.
        guard let text = head.joinedFields(.contentType) else { return nil }
        guard let type = MediaType(text) else { throw .unsupported("unreadable Content-Type") }
        switch type.name {
        case "application/x-www-form-urlencoded":
            guard (type["charset"] ?? "utf-8").lowercased() == "utf-8" else {
                throw .unsupported("unsupported charset of a form")
            }
            return .urlencoded
        case "multipart/form-data":
            guard let boundary = type["boundary"], Multipart.isBoundary(boundary) else {
                throw .malformed("multipart without a boundary")
            }
            return .multipart(boundary: boundary)
        default:
            throw .unsupported("media type is not that of a form")
        }
    }

    private static let urlencodedType = Array("application/x-www-form-urlencoded".utf8)

    /// Fast path: the single `Content-Type` line that browsers send with an ordinary form, compared without allocating.
    private static func isPlainlyUrlencoded(_ head: RequestHead) -> Bool {
        var lines = 0
        var isUrlencoded = false
        head.forEachField(.contentType) { value in
            lines += 1
            guard value.count == urlencodedType.count, let start = value.baseAddress else { return }
            isUrlencoded = memcmp(start, urlencodedType, value.count) == 0
        }
        return lines == 1 && isUrlencoded
    }

    /// Parses `a=1&b=2` by the URL Standard (WHATWG, §5.1): `+` is a space, an invalid `%` is literal.
    static func urlencoded(_ bytes: ArraySlice<UInt8>, limits: FormLimits) throws(FormError) -> Form {
        guard bytes.count <= limits.bytes else { throw .tooLarge("form of \(bytes.count) bytes") }
        return try bytes.withUnsafeBufferPointer { (bytes) throws(FormError) -> Form in
            // Decoded text is never longer than encoded text.
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { (scratch) throws(FormError) in
                try urlencoded(bytes, scratch, limits: limits)
            }
        }
    }

    private static func urlencoded(
        _ bytes: UnsafeBufferPointer<UInt8>, _ scratch: UnsafeMutableBufferPointer<UInt8>, limits: FormLimits
    ) throws(FormError) -> Form {
        var form = Form()
        form.fields.reserveCapacity(8)
        var start = 0
        while start < bytes.count {
            let end = first(0x26, in: bytes, start..<bytes.count)
            defer { start = end + 1 }
            if end == start { continue }
            let nameEnd = first(0x3D, in: bytes, start..<end)
            let name = PercentEncoding.decode(bytes, start..<nameEnd, plusIsSpace: true, into: scratch)
            let value = PercentEncoding.decode(
                bytes, min(nameEnd + 1, end)..<end, plusIsSpace: true,
                into: UnsafeMutableBufferPointer(rebasing: scratch[name.count...]))
            try form.append(name, value, limits: limits)
        }
        return form
    }

    /// The position of the first `byte` in a range, or the end of the range.
    private static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        guard !range.isEmpty, let base = bytes.baseAddress,
            let found = memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return range.upperBound }
        return UnsafeRawPointer(base).distance(to: found)
    }

    /// Appends a field after checking the limits.
    mutating func append(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, limits: FormLimits
    ) throws(FormError) {
        let name = try checkedName(name, limits: limits)
        guard let value = PlainText.clean(value) else { throw .malformed("value that is not UTF-8") }
        fields.append((name, value))
    }

    /// Appends a file after checking the limits of its name.
    mutating func append(_ name: UnsafeBufferPointer<UInt8>, file: UploadedFile, limits: FormLimits) throws(FormError) {
        files.append((try checkedName(name, limits: limits), file))
    }

    private func checkedName(_ name: UnsafeBufferPointer<UInt8>, limits: FormLimits) throws(FormError) -> String {
        guard fields.count + files.count < limits.fields else { throw .tooLarge("more than \(limits.fields) fields") }
        guard name.count <= limits.nameBytes else { throw .tooLarge("name of \(name.count) bytes") }
        guard let name = PlainText.clean(name) else { throw .malformed("name that is not UTF-8") }
        return name
    }
}
