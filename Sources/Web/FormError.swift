import HTTP

/// A query or body that is no form of ours: `status` is the answer (400, 413, 415), `reason` is for the log.
///
/// Not for what a person typed wrongly: that is a message beside its field, with 422.
public struct FormError: Error, Equatable, CustomStringConvertible {
    /// 400 when it cannot be read, 413 when it is over a limit, 415 when it is of a type nobody reads here.
    public let status: Status
    /// What is wrong, without any of its contents.
    public let reason: String

    /// The status and the reason, for a log.
    public var description: String { "\(status.code) \(reason)" }

    static func malformed(_ reason: String) -> FormError { FormError(status: .badRequest, reason: reason) }
    static func tooLarge(_ reason: String) -> FormError { FormError(status: .contentTooLarge, reason: reason) }
    static func unsupported(_ reason: String) -> FormError { FormError(status: .unsupportedMediaType, reason: reason) }
}

/// How much a form may hold. Over a bound is an error, never a truncation.
public struct FormLimits: Sendable {
    /// The whole body or query, in bytes. 64 KB: ten times the longest form we have.
    public var bytes = 64 << 10
    /// Fields and files together. 1,000: a table of 200 lines edited in place has five inputs a line.
    public var fields = 1_000
    /// One name, in bytes. No template of ours comes near 200.
    public var nameBytes = 200
    /// The head of one part of a multipart body, in bytes: a name, a file name and a type.
    public var partHeadBytes = 2 << 10

    /// The limits of an ordinary form, or with another bound for the whole, such as 8 MB where a photo may come.
    public init(bytes: Int = 64 << 10) { self.bytes = bytes }
}
