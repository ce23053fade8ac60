import HTTP

/// What answers the requests of one event loop. Made on the loop's own thread and never called from another, so it
/// needs neither locks nor `Sendable`.
public protocol LoopHandler: AnyObject, SendableMetatype {
    /// How many bytes of body this request may have. A longer one is refused with 413 before it is read.
    ///
    /// 0: the answer does not depend on a body. A client that waits for 100 gets it at once; from others a small body is
    /// read and dropped.
    func bodyLimit(for head: RequestHead) -> Int

    /// Whether the answer is a refusal that no body can change. Asked before a body is invited, and before a large one is
    /// read: it is answered at once then, as a request without its body, and the connection closes.
    /// - Parameters:
    ///   - framing: of the body; one over `bodyLimit` is 413 where this says no.
    ///   - isSecure: as in the request.
    func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool

    /// The answer if it is at hand without waiting: a static file, a cached page, `/up`. Called on the loop, no task is
    /// made; it must not block. Nil sends the request to `answer`.
    func answerNow(_ request: Request) -> Response?

    /// The answer of everything else, in a task whose executor is this loop: between two `await`s it is on the loop's
    /// thread.
    func answer(_ request: Request) async -> Response

    /// The page for a request that broke the protocol or met a limit. The connection closes after it.
    /// - Parameters:
    ///   - head: the request's head when it had arrived whole, for the person's language.
    ///   - id: what the request is called in the log.
    func refused(_ error: ParseError, head: RequestHead?, id: RequestID) -> Response

    /// Called on the loop before it reads what has come, and again before it goes on with tasks that were woken. Every
    /// request of the turn had begun to arrive by then, and everything those tasks waited for had happened: what is found
    /// out now holds for all of them.
    func beginTurn()
}

extension LoopHandler {
    /// Nothing is found out.
    public func beginTurn() {}

    /// Nothing is known before the body.
    public func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool { false }
}
