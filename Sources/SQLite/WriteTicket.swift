/// One write waiting for its commit.
@usableFromInline protocol WriteTicket: AnyObject, Sendable {
    /// Runs the body. The error it threw, if it did.
    func perform(with writer: Writer) -> (any Error)?
    /// Answers with what the body gave or threw; the commit is durable.
    func answer()
    /// Answers that nothing was written, whatever the body gave.
    func fail(_ error: any Error)
}

/// A write that a task waits for, answered once.
///
/// What knows the type of the result is in one closure, so that it is compiled for that type where the write stands, and little
/// is made on one thread and freed on another, where memory is dear.
@usableFromInline
final class Ticket: WriteTicket, @unchecked Sendable {  // the writer thread's own once queued
    /// What is asked of a write.
    @usableFromInline enum Step {
        /// Run the body and keep what it gave or threw; the error it threw is the answer.
        case perform(Writer)
        /// Tell the caller what was kept.
        case answer
        /// Tell the caller this in its place.
        case fail(any Error)
    }

    /// Given up with the answer.
    private var take: ((Step) -> (any Error)?)?

    /// - Parameter take: does each step; `answer` or `fail` is the last.
    @usableFromInline init(_ take: @escaping (Step) -> (any Error)?) { self.take = take }

    @usableFromInline func perform(with writer: Writer) -> (any Error)? { take?(.perform(writer)) }

    @usableFromInline func answer() { end(.answer) }

    @usableFromInline func fail(_ error: any Error) { end(.fail(error)) }

    private func end(_ step: Step) {
        guard let take = take.take() else { preconditionFailure("a write is answered once") }
        _ = take(step)
    }
}

/// A write whose caller blocks its own thread: a command, a test.
final class BlockingTicket<T: Sendable>: WriteTicket, @unchecked Sendable {  // the writer thread's own once queued
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

    /// What became of it, once it has become something.
    func wait() throws -> T {
        try lock.locked {
            while !isAnswered { lock.wait() }
            return try (result ?? .failure(DatabaseError.closed)).get()
        }
    }
}
