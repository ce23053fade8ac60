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
/// What knows the type of the result is in closures, so that it is compiled for that type where the write stands.
@usableFromInline
final class Ticket: WriteTicket, @unchecked Sendable {  // the writer thread's own once queued
    private let body: (Writer) -> (any Error)?
    /// Given up as it is used.
    private var reply: (((any Error)?) -> Void)?

    /// - Parameters:
    ///   - body: as `perform(with:)`; keeps what the body gave or threw.
    ///   - reply: answers with what `body` kept, or with an error in its place.
    @usableFromInline init(body: @escaping (Writer) -> (any Error)?, reply: @escaping ((any Error)?) -> Void) {
        self.body = body
        self.reply = reply
    }

    @usableFromInline func perform(with writer: Writer) -> (any Error)? { body(writer) }

    @usableFromInline func answer() { send(nil) }

    @usableFromInline func fail(_ error: any Error) { send(error) }

    private func send(_ error: (any Error)?) {
        guard let reply = reply.take() else { preconditionFailure("a write is answered once") }
        reply(error)
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
