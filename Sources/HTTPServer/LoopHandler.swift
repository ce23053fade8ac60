import HTTP

/// Answers the requests of one event loop. Created on the loop's thread and only called there, so it needs neither
/// locks nor `Sendable`.
public protocol LoopHandler: AnyObject, SendableMetatype {
    /// The most bytes of body for this request. A longer body is answered 413 before it is read.
    ///
    /// 0: the response does not depend on a body. A request with `Expect: 100-continue`, or with a chunked body that
    /// has not fully arrived, is answered without its body, and the connection closes. Any other small body is read and
    /// discarded.
    func bodyLimit(for head: RequestHead) -> Int

    /// Whether the request is refused whatever its body is. Called before 100 Continue and before reading a large body.
    /// If true, the request is answered at once, without its body, and the connection closes.
    /// - Parameters:
    ///   - framing: the framing of the body; one over `bodyLimit` is 413 when this returns false.
    ///   - isSecure: as in the request.
    func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool

    /// The response, if it is available at once: a static file, a cached page, `/up`. Called on the loop without a
    /// task; it must not block. Nil passes the request to `answer`.
    func answerNow(_ request: Request) -> Response?

    /// The response to every other request, in a task whose executor is this loop.
    func answer(_ request: Request) async -> Response

    /// The error page for a request that is malformed or exceeds a limit. The connection closes after it.
    /// - Parameters:
    ///   - head: the request's head, if it is complete, for the user's language.
    ///   - id: the identifier of the request.
    func refused(_ error: ParseError, head: RequestHead?, id: RequestID) -> Response

    /// Called on the loop before it handles the events of a turn, and again before it resumes tasks. Data read after
    /// this call is current for the rest of the turn: by the time of the call, the requests of the turn had begun to
    /// arrive, and the work awaited by its resumed tasks had ended.
    func beginTurn()
}

extension LoopHandler {
    /// Does nothing.
    public func beginTurn() {}

    /// False: nothing is refused before the body.
    public func refuses(_ head: RequestHead, _ framing: BodyFraming, isSecure: Bool) -> Bool { false }
}
