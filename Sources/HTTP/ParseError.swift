/// A protocol error of the client, or a limit or timeout of the server: the status to answer before closing, and the
/// reason for the log.
///
/// The reason never holds bytes from the client, so it can be logged unescaped.
public struct ParseError: Error, Sendable, Equatable {
    /// The status to answer: 400, 408, 413, 414, 415, 417, 429, 431, 501, 503 or 505.
    public let status: Status
    /// The rule that was broken.
    public let reason: String

    /// An error of the parser, or of the server when one of its own limits is exceeded.
    public init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// The handler of a well-formed request did not answer in time.
    public static let noAnswerInTime = ParseError(.serviceUnavailable, "no answer in time")

    static func bad(_ reason: String) -> ParseError { ParseError(.badRequest, reason) }
}
