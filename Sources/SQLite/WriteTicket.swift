/// One write waiting for its commit.
@usableFromInline protocol WriteTicket: AnyObject, Sendable {
    /// Runs the body. The error it threw, if it did.
    func perform(with writer: Writer) -> (any Error)?
    /// Answers with what the body gave or threw; the commit is durable.
    func answer()
    /// Answers that nothing was written, whatever the body gave.
    func fail(_ error: any Error)
}

/// A write with the type of its result, answered once.
///
/// Inlinable, so that it is compiled for that type and not for any.
@usableFromInline
final class Ticket<T: Sendable>: WriteTicket, @unchecked Sendable {  // the writer thread's own once queued
    @usableFromInline let body: @Sendable (Writer) throws -> T
    /// Given up as it is used.
    @usableFromInline var reply: UnsafeContinuation<T, any Error>?
    @usableFromInline var result: Result<T, any Error>?

    @inlinable init(body: @escaping @Sendable (Writer) throws -> T, reply: UnsafeContinuation<T, any Error>) {
        self.body = body
        self.reply = reply
    }

    @inlinable func perform(with writer: Writer) -> (any Error)? {
        do {
            result = .success(try body(writer))
            return nil
        } catch {
            result = .failure(error)
            return error
        }
    }

    @inlinable func answer() { send(result ?? .failure(DatabaseError.closed)) }

    @inlinable func fail(_ error: any Error) { send(.failure(error)) }

    @inlinable func send(_ result: Result<T, any Error>) {
        guard let reply = reply.take() else { preconditionFailure("a write is answered once") }
        reply.resume(with: result)
    }
}

/// A write whose caller blocks its own thread: a command, a test.
final class BlockingTicket<T: Sendable>: WriteTicket, @unchecked Sendable {  // the writer thread's own once queued
    private let body: @Sendable (Writer) throws -> T
    private let gate = Gate()
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
        gate.locked {
            precondition(!isAnswered, "a write is answered once")
            result = final
            isAnswered = true
            gate.open()
        }
    }

    /// What became of it, once it has become something.
    func wait() throws -> T {
        try gate.locked {
            while !isAnswered { gate.wait() }
            return try (result ?? .failure(DatabaseError.closed)).get()
        }
    }
}
