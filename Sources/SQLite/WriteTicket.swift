/// One write waiting for its commit.
protocol WriteTicket: AnyObject, Sendable {
    /// Runs the body. The error it threw, if it did.
    func perform(with writer: Writer) -> (any Error)?
    /// Answers with what the body gave or threw; the commit is durable.
    func answer()
    /// Answers that nothing was written, whatever the body gave.
    func fail(_ error: any Error)
}

/// A write with the type of its result. Answered once: the reply is given up as it is used.
final class Ticket<T: Sendable>: WriteTicket, @unchecked Sendable {  // the writer thread's own once queued
    private let body: @Sendable (Writer) throws -> T
    private var reply: (@Sendable (Result<T, any Error>) -> Void)?
    private var result: Result<T, any Error>?

    init(body: @escaping @Sendable (Writer) throws -> T, reply: @escaping @Sendable (Result<T, any Error>) -> Void) {
        self.body = body
        self.reply = reply
    }

    func perform(with writer: Writer) -> (any Error)? {
        let outcome = Result { try body(writer) }
        result = outcome
        if case .failure(let error) = outcome { return error }
        return nil
    }

    func answer() { send(result ?? .failure(DatabaseError.closed)) }

    func fail(_ error: any Error) { send(.failure(error)) }

    private func send(_ result: Result<T, any Error>) {
        precondition(reply != nil, "a write is answered once")
        reply?(result)
        reply = nil
    }
}
