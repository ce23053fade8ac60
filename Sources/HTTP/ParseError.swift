/// The peer broke the protocol: what to answer before closing, and why, for the log.
///
/// The reason never holds bytes of the peer, so that it can be logged as it stands.
public struct ParseError: Error, Sendable, Equatable {
    /// The answer: 400, 413, 414, 417, 431, 501 or 505.
    public let status: Status
    /// What was wrong, naming the rule.
    public let reason: String

    /// An error of the parser, or of the server for a limit of its own.
    public init(_ status: Status, _ reason: String) {
        self.status = status
        self.reason = reason
    }

    /// The handler of a request that was well formed did not answer in time.
    public static let noAnswerInTime = ParseError(.serviceUnavailable, "no answer in time")

    static func bad(_ reason: String) -> ParseError { ParseError(.badRequest, reason) }
}
