/// Puts many writes into one transaction: one sync of the disk for all of them, and each as if it were alone.
struct GroupCommit {
    private let connection: Connection
    private let writer: Writer
    private let path: String
    /// The file that was opened. Once another one, or none, stands at the path, nothing written here is ever found again.
    private let file: PrivateFile.Identity?

    /// How one attempt ended.
    private enum Outcome {
        /// Durable (or nothing was to be written): everybody may be answered.
        case settled
        /// Nothing of the group was written, for a reason that touches all.
        case failed(any Error)
        /// The transaction ended under the write at `index`, taking its companions along.
        case broken(at: Int, any Error)
        /// A deferred rule was found violated at COMMIT: somebody's fault, but whose is not known.
        case disputed
    }

    /// - Parameter path: where the connection's file stands.
    init(_ connection: Connection, path: String) {
        self.connection = connection
        self.path = path
        file = PrivateFile.identity(of: path)
        connection.needsTransaction = true
        writer = Writer(connection)
    }

    /// Runs and commits `group`, then answers every ticket. How many were answered with a failure of the storage.
    func commit(_ group: [any WriteTicket]) -> Int {
        switch attempt(group) {
        case .settled:
            for ticket in group { ticket.answer() }
            return 0
        case .failed(let error):
            for ticket in group { ticket.fail(error) }
            return group.count
        case .broken(let index, let error):
            group[index].fail(error)
            var others = group
            others.remove(at: index)
            return 1 + commitSingly(others)
        case .disputed:
            return commitSingly(group)
        }
    }

    /// Runs each ticket again in a transaction of its own.
    private func commitSingly(_ tickets: [any WriteTicket]) -> Int {
        var failed = 0
        for (index, ticket) in tickets.enumerated() {
            switch attempt([ticket]) {
            case .settled: ticket.answer()
            case .broken(_, let error):
                ticket.fail(error)
                failed += 1
            case .failed(let error):
                ticket.fail(error)
                failed += 1
                // Each would wait the busy timeout in turn: where one cannot begin, the next cannot either.
                guard let error = error as? SQLiteError, error.isBusy else { continue }
                for other in tickets[(index + 1)...] { other.fail(error) }
                return tickets.count - index - 1 + failed
            case .disputed: continue  // only a group can be
            }
        }
        return failed
    }

    private func attempt(_ group: [any WriteTicket]) -> Outcome {
        let isAlone = group.count == 1
        do { try connection.control("BEGIN IMMEDIATE") } catch { return .failed(error) }
        for (index, ticket) in group.enumerated() {
            if let error = perform(ticket, isAlone: isAlone) {
                connection.rollBackIfNeeded()
                return .broken(at: index, error)
            }
        }
        // A single write that threw has rolled back already.
        guard connection.isInTransaction else { return .settled }
        guard PrivateFile.identity(of: path) == file else {
            connection.rollBackIfNeeded()
            return .failed(SQLiteError.moved)
        }
        do {
            try connection.control("COMMIT")
            return .settled
        } catch {
            connection.rollBackIfNeeded()
            if !isAlone, let error = error as? SQLiteError, error.isConstraint { return .disputed }
            return .failed(error)
        }
    }

    /// Runs one write; one that throws leaves no trace. An error when the transaction itself is gone.
    private func perform(_ ticket: any WriteTicket, isAlone: Bool) -> (any Error)? {
        do {
            // Alone in the transaction, a write needs no savepoint: rolling back undoes the same.
            if !isAlone { try connection.control("SAVEPOINT member") }
            let refusal = ticket.perform(with: writer)
            guard connection.isInTransaction else {
                return refusal
                    ?? SQLiteError(
                        extendedCode: SQLiteError.Extended.abortedByRollback, message: "the transaction was rolled back"
                    )
            }
            switch (refusal == nil, isAlone) {
            case (true, true): break
            case (false, true): try connection.control("ROLLBACK")
            case (true, false): try connection.control("RELEASE member")
            case (false, false):
                try connection.control("ROLLBACK TO member")
                try connection.control("RELEASE member")
            }
            return nil
        } catch {
            return error
        }
    }
}
