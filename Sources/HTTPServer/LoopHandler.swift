import HTTP

/// What answers the requests of one event loop. Made on the loop's own thread and never called from another, so it
/// needs neither locks nor `Sendable`.
public protocol LoopHandler: AnyObject, SendableMetatype {
    /// How many bytes of body this request may have. A longer one is refused with 413 before it is read.
    ///
    /// 0: the answer does not depend on a body. A client that waits for 100 gets it at once; from others a small body is
    /// read and dropped.
    func bodyLimit(for head: RequestHead) -> Int

    /// The answer if it is at hand without waiting: a static file, a cached page, `/up`. Called on the loop, no task is
    /// made; it must not block. Nil sends the request to `answer`.
    func answerNow(_ request: Request) -> Response?

    /// The answer of everything else, in a task whose executor is this loop: between two `await`s it is on the loop's
    /// thread.
    func answer(_ request: Request) async -> Response

    /// The page for a request that broke the protocol or met a limit. The connection closes after it.
    /// - Parameter head: the request's head when it had arrived whole, for the person's language.
    func refused(_ error: ParseError, head: RequestHead?) -> Response

    /// Called on the loop before it reads what has come, and again before it goes on with tasks that were woken. Every
    /// request of the turn had begun to arrive by then, and everything those tasks waited for had happened: what is found
    /// out now holds for all of them.
    func beginTurn()

    /// Called after each answer, for logs and figures. On the loop: put it into a buffer, write in `flush`.
    func answered(_ record: borrowing AccessRecord)

    /// Called on the loop within a second after `answered`, and once before the loop ends.
    func flush()
}

extension LoopHandler {
    /// Nothing is found out.
    public func beginTurn() {}
    /// Nothing is recorded.
    public func answered(_ record: borrowing AccessRecord) {}
    /// Nothing is buffered.
    public func flush() {}
}

/// What there is to tell about one answer.
public struct AccessRecord: Sendable {
    /// The head, or nil when none had arrived.
    public let head: RequestHead?
    /// The peer, or what a configured proxy says it is: personal data, not for a log kept long.
    public let peer: String
    /// The status sent.
    public let status: Status
    /// Bytes handed to the socket, head and body.
    public let bytes: Int
    /// From the whole request being there to its answer being handed over, in nanoseconds.
    public let nanoseconds: Int

    /// The method as sent, or `-`.
    public var method: String { head?.method.rawValue ?? "-" }
    /// The target as sent, or `-`.
    public var target: String { head.map { String(decoding: $0.bytes[$0.target], as: UTF8.self) } ?? "-" }
}
