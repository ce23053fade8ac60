/// One queued write.
@usableFromInline protocol WriteTicket: AnyObject, Sendable {
    /// Runs the body; returns the error it threw, or nil.
    func perform(with writer: Writer) -> (any Error)?
    /// Answers with the body's result or error, after the commit is durable.
    func answer()
    /// Answers with an error: nothing was written.
    func fail(_ error: any Error)
}

/// A write that a task awaits, answered once.
///
/// All code that depends on the type of the result is in one closure, so that it is specialised at the call site, and
/// few objects are allocated on one thread and freed on another, which is expensive.
@usableFromInline
final class Ticket: WriteTicket, @unchecked Sendable {  // owned by the writer thread once queued
    /// A step of a write.
    @usableFromInline enum Step {
        /// Run the body and store its result; returns the error it threw.
        case perform(Writer)
        /// Resume the caller with the stored result.
        case answer
        /// Resume the caller with this error.
        case fail(any Error)
    }

    /// Released with the answer.
    private var perform: ((Step) -> (any Error)?)?

    /// - Parameter perform: performs each step; the last one is `answer` or `fail`.
    @usableFromInline init(_ perform: @escaping (Step) -> (any Error)?) { self.perform = perform }

    @usableFromInline func perform(with writer: Writer) -> (any Error)? { perform?(.perform(writer)) }

    @usableFromInline func answer() { end(.answer) }

    @usableFromInline func fail(_ error: any Error) { end(.fail(error)) }

    private func end(_ step: Step) {
        guard let perform = perform.take() else { preconditionFailure("a write is answered once") }
        _ = perform(step)
    }
}

/// A write whose caller blocks its own thread: a command, a test.
final class BlockingTicket<T: Sendable>: WriteTicket, @unchecked Sendable {  // owned by the writer thread once queued
    private let body: @Sendable (Writer) throws -> T
    private let lock = ConditionLock()
    private var result: Result<T, any Error>?
    private var isAnswered = false

    init(body: @escaping @Sendable (Writer) throws -> T) { self.body = body }

    func perform(with writer: Writer) -> (any Error)? {
        let outcome = Result { try body(writer) }
        result = outcome
        if case .failure(let error) = outcome { return error }
        return nil
    }

    func answer() { finish(result ?? .failure(DatabaseError.closed)) }

    func fail(_ error: any Error) { finish(.failure(error)) }

    private func finish(_ final: Result<T, any Error>) {
        lock.locked {
            precondition(!isAnswered, "a write is answered once")
            result = final
            isAnswered = true
            lock.wake()
        }
    }

    /// Blocks until the write is answered; returns or throws its result.
    func wait() throws -> T {
        try lock.locked {
            while !isAnswered { lock.wait() }
            return try (result ?? .failure(DatabaseError.closed)).get()
        }
    }
}
