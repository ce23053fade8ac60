import Glibc
import HTTP

/// What a person sent: the query of a link, or the body of a form, urlencoded or multipart.
///
/// Texts are valid UTF-8 in NFC without invisible controls (see `PlainText`), otherwise raw: nobody has trimmed them.
public struct Form: Sendable {
    /// One file of a multipart form. Its name and type are what the sender says: for display, never for a path or a choice.
    public struct UploadedFile: Sendable {
        /// The last component of the name, cleaned, at most 200 bytes; empty when nothing is left.
        public let name: String
        /// The media type as sent, in lower case, without parameters; `application/octet-stream` when there is none.
        public let type: String
        /// The contents.
        public let bytes: [UInt8]
    }

    /// Names and texts, in order of locale.
    public internal(set) var fields: [(name: String, value: String)] = []
    /// Names and files, in order of locale. A file input left empty is not among them.
    public internal(set) var files: [(name: String, file: UploadedFile)] = []

    /// A form without anything.
    public init() {}

    /// A form with these fields, as a page shows one again or a test makes one.
    public init(_ fields: [(name: String, value: String)]) { self.fields = fields }

    /// The first text called `name`; nil when it was not sent at all.
    public subscript(name: String) -> String? {
        // Lengths first: they differ for nearly every other name, and cost next to nothing.
        for field in fields where field.name.utf8.count == name.utf8.count && field.name == name { return field.value }
        return nil
    }

    /// The texts whose names `isKept` says yes to, and no file.
    public func keeping(_ isKept: (String) -> Bool) -> Form {
        if files.isEmpty, fields.allSatisfy({ isKept($0.name) }) { return self }
        return Form(fields.filter { isKept($0.name) })
    }

    /// Every text called `name`: boxes that share a name.
    public func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// The first file called `name`; nil when none was chosen.
    public func file(_ name: String) -> UploadedFile? { files.first { $0.name == name }?.file }

    /// The query of a request, `?q=pain&page=2`; empty without one.
    /// - Throws: `FormError` 400 when it is not UTF-8 behind its percent signs, 413 over the limits.
    public static func query(_ head: RequestHead, limits: FormLimits = FormLimits()) throws(FormError) -> Form {
        head.query.isEmpty ? Form() : try urlencoded(head.queryBytes, limits: limits)
    }

    /// The body of a request; empty when it has none.
    /// - Throws: `FormError` 415 for a type that no form has, 413 over the limits, 400 when it cannot be read. (A compressed
    ///   body does not get this far: `RequestHead.framing`.)
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

    /// Whether nothing is known of the body behind `head` that would make `body` throw 415: its type is that of a form, or untold.
    public static func isReadable(_ head: RequestHead) -> Bool {
        do { _ = try encoding(head) } catch { return error.status != .unsupportedMediaType }
        return true
    }

    private enum Encoding {
        case urlencoded
        case multipart(boundary: String)
    }

    /// How a form is written; nil where nobody says it.
    private static func encoding(_ head: RequestHead) throws(FormError) -> Encoding? {
        if isPlainlyUrlencoded(head) { return .urlencoded }
        // Two Content-Type lines are joined here and read as none.
        guard let text = head.joinedFields(.contentType) else { return nil }
        guard let type = MediaType(text) else { throw .unsupported("unreadable Content-Type") }
        switch type.name {
        case "application/x-www-form-urlencoded":
            guard (type["charset"] ?? "utf-8").lowercased() == "utf-8" else { throw .unsupported("charset of a form") }
            return .urlencoded
        case "multipart/form-data":
            guard let boundary = type["boundary"], Multipart.isBoundary(boundary) else {
                throw .malformed("multipart without a boundary")
            }
            return .multipart(boundary: boundary)
        default:
            throw .unsupported("media type of a form")
        }
    }

    private static let urlencodedType = Array("application/x-www-form-urlencoded".utf8)

    /// The one `Content-Type` line that every browser sends with an ordinary form, compared without making text of it.
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

    /// `a=1&b=2`, by the rules of the URL standard (WHATWG, §5.1): `+` is a space, a lone `%` is itself.
    static func urlencoded(_ bytes: ArraySlice<UInt8>, limits: FormLimits) throws(FormError) -> Form {
        guard bytes.count <= limits.bytes else { throw .tooLarge("form of \(bytes.count) bytes") }
        return try bytes.withUnsafeBufferPointer { (bytes) throws(FormError) -> Form in
            // Nothing decoded is longer than it was encoded.
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

    /// Where `byte` first stands in a range, or its end.
    private static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        guard !range.isEmpty, let base = bytes.baseAddress,
            let found = memchr(base + range.lowerBound, Int32(byte), range.count)
        else { return range.upperBound }
        return UnsafeRawPointer(base).distance(to: found)
    }

    /// Adds a field after checking its bytes against the limits.
    mutating func append(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, limits: FormLimits
    ) throws(FormError) {
        let name = try checkedName(name, limits: limits)
        guard let value = PlainText.clean(value) else { throw .malformed("value that is not UTF-8") }
        fields.append((name, value))
    }

    /// Adds a file after checking its name against the limits.
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
