/// Puts many writes into one transaction: one sync of the disk for all of them, and each as if it were alone.
struct GroupCommit {
    private let connection: Connection
    private let writer: Writer
    private let place: PrivateFile.Place
    private let schema: Int

    /// How one attempt ended.
    private enum Outcome {
        /// The first so many are durable (or have nothing to write) and may be answered: all, unless they have changed so much
        /// that the others have to wait for the next commit.
        case settled(Int)
        /// Nothing of the group was written, for a reason that touches all.
        case failed(any Error)
        /// The transaction ended under the write at `index`, taking its companions along.
        case broken(at: Int, any Error)
        /// A deferred rule was found violated at COMMIT: somebody's fault, but whose is not known.
        case disputed
        /// A write that had changed something threw, and cannot be undone alone.
        case toBeUndone
    }

    /// - Parameters:
    ///   - place: where the connection's file stands.
    ///   - schema: its version, for which the writes are made.
    init(_ connection: Connection, at place: PrivateFile.Place, schema: Int) {
        self.connection = connection
        self.place = place
        self.schema = schema
        connection.needsTransaction = true
        writer = Writer(connection)
    }

    /// Runs and commits `group`, then answers every ticket.
    /// - Returns: how many were answered with a failure of the storage, and why where another program held it all the while.
    func commit(_ group: [any WriteTicket]) -> (failed: Int, isHeldUp: SQLiteError?) {
        var outcome = attempt(group, eachUndone: false)
        if case .toBeUndone = outcome { outcome = attempt(group, eachUndone: true) }
        switch outcome {
        case .settled(let count):
            for ticket in group[..<count] { ticket.answer() }
            return count == group.count ? (0, nil) : commit(Array(group[count...]))
        case .failed(let error):
            for ticket in group { ticket.fail(error) }
            return (group.count, Self.busy(error))
        case .broken(let index, let error):
            group[index].fail(error)
            var others = group
            others.remove(at: index)
            let (failed, isHeldUp) = commitSingly(others)
            return (failed + 1, isHeldUp)
        case .disputed, .toBeUndone:
            return commitSingly(group)
        }
    }

    private static func busy(_ error: any Error) -> SQLiteError? {
        (error as? SQLiteError).flatMap { $0.isBusy ? $0 : nil }
    }

    /// Runs each ticket again in a transaction of its own.
    private func commitSingly(_ tickets: [any WriteTicket]) -> (failed: Int, isHeldUp: SQLiteError?) {
        var failed = 0
        for (index, ticket) in tickets.enumerated() {
            switch attempt([ticket], eachUndone: false) {
            case .settled: ticket.answer()
            case .broken(_, let error):
                ticket.fail(error)
                failed += 1
            case .failed(let error):
                ticket.fail(error)
                failed += 1
                // Each would wait the busy timeout in turn: where one cannot begin, the next cannot either.
                guard let busy = Self.busy(error) else { continue }
                for other in tickets[(index + 1)...] { other.fail(busy) }
                return (tickets.count - index - 1 + failed, busy)
            case .disputed, .toBeUndone: continue  // only a group can be
            }
        }
        return (failed, nil)
    }

    /// Runs and commits `group` in one transaction.
    /// - Parameter eachUndone: with a savepoint around each write, so that one can be undone among the others.
    private func attempt(_ group: [any WriteTicket], eachUndone: Bool) -> Outcome {
        do {
            try connection.control("BEGIN IMMEDIATE")
            try requireSchema()
        } catch {
            _ = isOfStorage(error)
            return undone(.failed(error))
        }
        let isAlone = group.count == 1
        var count = 0
        for (index, ticket) in group.enumerated() {
            let outcome =
                isAlone ? performAlone(ticket) : eachUndone ? performGuarded(ticket) : performPlainly(ticket)
            switch outcome {
            case nil: count += 1
            case .broken(_, let error): return undone(.broken(at: index, error))
            case let other?: return undone(other)
            }
            if index + 1 < group.count, connection.hasChangedMuch { break }
        }
        // A single write that threw has rolled back already.
        guard connection.isInTransaction else { return .settled(count) }
        do {
            try place.check()
            try connection.control("COMMIT")
            return .settled(count)
        } catch {
            if !isAlone, let error = error as? SQLiteError, error.isConstraint { return undone(.disputed) }
            _ = isOfStorage(error)
            return undone(.failed(error))
        }
    }

    /// A newer program may have been started on the file: its triggers and ours would count twice. Only somebody else's commit
    /// can have changed it.
    private func requireSchema() throws {
        let version = try writer.dataVersion()
        if version == writer.schemaSeenAt { return }
        let found = try connection.integer("PRAGMA user_version")
        guard found == schema else { throw DatabaseError.schemaChanged(found: found, known: schema) }
        if let damaged = connection.damagedSchema, try connection.integer("PRAGMA schema_version") != damaged {
            connection.damagedSchema = nil
        }
        writer.schemaSeenAt = version
    }

    private func undone(_ outcome: Outcome) -> Outcome {
        connection.rollBackIfNeeded()
        return outcome
    }

    /// Runs a write that has the transaction to itself: rolling back undoes one that throws.
    private func performAlone(_ ticket: any WriteTicket) -> Outcome? {
        let refusal = ticket.perform(with: writer)
        guard connection.isInTransaction else { return .broken(at: 0, refusal ?? Self.lost) }
        guard let refusal else { return nil }
        if isOfStorage(refusal) { return .broken(at: 0, refusal) }
        connection.rollBackIfNeeded()
        return nil
    }

    /// Runs a write among others without a savepoint, which would cost as much as the write: one that throws before it has
    /// changed anything, as nearly all that throw do, leaves nothing to undo.
    private func performPlainly(_ ticket: any WriteTicket) -> Outcome? {
        let changes = connection.totalChanges
        connection.hasRunScript = false
        let refusal = ticket.perform(with: writer)
        guard connection.isInTransaction else { return .broken(at: 0, refusal ?? Self.lost) }
        guard let refusal else { return nil }
        if isOfStorage(refusal) { return .broken(at: 0, refusal) }
        return connection.totalChanges == changes && !connection.hasRunScript ? nil : .toBeUndone
    }

    /// Runs a write in a savepoint of its own; one that throws leaves no trace.
    private func performGuarded(_ ticket: any WriteTicket) -> Outcome? {
        do {
            try connection.control("SAVEPOINT member")
            let refusal = ticket.perform(with: writer)
            guard connection.isInTransaction else { return .broken(at: 0, refusal ?? Self.lost) }
            if let refusal, isOfStorage(refusal) { return .broken(at: 0, refusal) }
            if refusal != nil { try connection.control("ROLLBACK TO member") }
            try connection.control("RELEASE member")
            return nil
        } catch {
            return .broken(at: 0, error)
        }
    }

    /// Whether a body threw because of the file or the disk rather than of what it wanted to write. Notes a damaged file.
    private func isOfStorage(_ refusal: any Error) -> Bool {
        guard let error = refusal as? SQLiteError, error.isFull || error.isCorrupt else { return false }
        if error.isCorrupt { connection.noteDamage() }
        return true
    }

    private static let lost = SQLiteError(
        extendedCode: SQLiteError.Extended.abortedByRollback, message: "the transaction was rolled back")
}
