import HTTP

/// An invalid query or body: `status` is the response (400, 413, 415), `reason` is for the log.
///
/// Not for invalid values of a field: those are answered 422 with a message beside the field.
public struct FormError: Error, Equatable, CustomStringConvertible {
    /// 400 for invalid syntax, 413 over a limit, 415 for an unsupported media type.
    public let status: Status
    /// The problem, without any contents of the form.
    public let reason: String

    /// Status and reason, for the log.
    public var description: String { "\(status.code) \(reason)" }

    static func malformed(_ reason: String) -> FormError { FormError(status: .badRequest, reason: reason) }
    static func tooLarge(_ reason: String) -> FormError { FormError(status: .contentTooLarge, reason: reason) }
    static func unsupported(_ reason: String) -> FormError { FormError(status: .unsupportedMediaType, reason: reason) }
}

/// Limits of a form. Exceeding one is an error; nothing is truncated.
public struct FormLimits: Sendable {
    /// The whole body or query, in bytes. 64 KB: ten times the longest form of the site.
    public var bytes = 64 << 10
    /// Number of fields and files. 1,000: a table of 200 editable lines has five inputs a line.
    public var fields = 1_000
    /// One name, in bytes. Names in the templates are far shorter.
    public var nameBytes = 200
    /// The head of one part of a multipart body, in bytes: a name, a file name and a type.
    public var partHeadBytes = 2 << 10

    /// The limits of an ordinary form; pass another total, such as 8 MB, for forms with photos.
    public init(bytes: Int = 64 << 10) { self.bytes = bytes }
}
