/// Commits many writes in one transaction with one sync, and isolates them from each other's errors.
struct GroupCommit {
    private let connection: Connection
    private let writer: Writer
    private let place: PrivateFile.Place
    private let schema: Int

    /// How one attempt ended.
    private enum Outcome {
        /// The first `count` writes are durable (or changed nothing): all, unless they reached the limit of changed
        /// pages and the rest wait for the next commit.
        case committed(Int)
        /// Nothing was written, because of an error that affects all writes.
        case failed(any Error)
        /// The write at this index caused the whole transaction to roll back.
        case rolledBack(at: Int, any Error)
        /// A deferred constraint failed at COMMIT; which write violates it is unknown.
        case constraintFailed
        /// A write threw after changing something; only a savepoint can roll it back alone.
        case needsSavepoints
    }

    /// - Parameters:
    ///   - place: the location of the connection's file.
    ///   - schema: the schema version that the writes expect.
    init(_ connection: Connection, at place: PrivateFile.Place, schema: Int) {
        self.connection = connection
        self.place = place
        self.schema = schema
        connection.needsTransaction = true
        writer = Writer(connection)
    }

    /// Runs and commits `group`, then answers every ticket.
    /// - Returns: the number of writes that failed in storage, and the busy error when another program held the lock.
    func commit(_ group: [any WriteTicket]) -> (failed: Int, busy: SQLiteError?) {
        var outcome = attempt(group, withSavepoints: false)
        if case .needsSavepoints = outcome { outcome = attempt(group, withSavepoints: true) }
        switch outcome {
        case .committed(let count):
            for ticket in group[..<count] { ticket.answer() }
            return count == group.count ? (0, nil) : commit(Array(group[count...]))
        case .failed(let error):
            for ticket in group { ticket.fail(error) }
            return (group.count, Self.busy(error))
        case .rolledBack(let index, let error):
            group[index].fail(error)
            var others = group
            others.remove(at: index)
            let (failed, busy) = commitSingly(others)
            return (failed + 1, busy)
        case .constraintFailed, .needsSavepoints:
            return commitSingly(group)
        }
    }

    private static func busy(_ error: any Error) -> SQLiteError? {
        (error as? SQLiteError).flatMap { $0.isBusy ? $0 : nil }
    }

    /// Runs each ticket again in its own transaction.
    private func commitSingly(_ tickets: [any WriteTicket]) -> (failed: Int, busy: SQLiteError?) {
        var failed = 0
        for (index, ticket) in tickets.enumerated() {
            switch attempt([ticket], withSavepoints: false) {
            case .committed: ticket.answer()
            case .rolledBack(_, let error):
                ticket.fail(error)
                failed += 1
            case .failed(let error):
                ticket.fail(error)
                failed += 1
                // Fail the rest at once: each would wait for the busy timeout in turn.
                guard let busy = Self.busy(error) else { continue }
                for other in tickets[(index + 1)...] { other.fail(busy) }
                return (tickets.count - index - 1 + failed, busy)
            case .constraintFailed, .needsSavepoints: continue  // only in a group
            }
        }
        return (failed, nil)
    }

    /// Runs and commits `group` in one transaction.
    /// - Parameter withSavepoints: whether each write has a savepoint, so that it can be rolled back alone.
    private func attempt(_ group: [any WriteTicket], withSavepoints: Bool) -> Outcome {
        do {
            try connection.control("BEGIN IMMEDIATE")
            try requireSchema()
        } catch {
            noteDamage(error)
            return rollBack(.failed(error))
        }
        let isAlone = group.count == 1
        var count = 0
        for (index, ticket) in group.enumerated() {
            let outcome =
                isAlone ? performAlone(ticket) : withSavepoints ? performInSavepoint(ticket) : performUnguarded(ticket)
            switch outcome {
            case nil: count += 1
            case .rolledBack(_, let error): return rollBack(.rolledBack(at: index, error))
            case let other?: return rollBack(other)
            }
            if index + 1 < group.count, connection.hasReachedChangeLimit { break }
        }
        // A single write that threw has already been rolled back.
        guard connection.isInTransaction else { return .committed(count) }
        do {
            try place.check()
            try connection.control("COMMIT")
            return .committed(count)
        } catch {
            if !isAlone, let error = error as? SQLiteError, error.isConstraint { return rollBack(.constraintFailed) }
            noteDamage(error)
            return rollBack(.failed(error))
        }
    }

    /// Throws when another program has migrated the file meanwhile. Reads the version again only after a commit of
    /// another connection.
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

    private func rollBack(_ outcome: Outcome) -> Outcome {
        connection.rollBackIfNeeded()
        return outcome
    }

    /// Runs the only write of a transaction, which is rolled back when the write throws.
    private func performAlone(_ ticket: any WriteTicket) -> Outcome? {
        let error = ticket.perform(with: writer)
        guard connection.isInTransaction else { return .rolledBack(at: 0, error ?? Self.lost) }
        guard let error else { return nil }
        if isOfStorage(error) { return .rolledBack(at: 0, error) }
        connection.rollBackIfNeeded()
        return nil
    }

    /// Runs a write of a group without a savepoint, which would cost as much as the write. Nearly all writes that throw
    /// do so before changing anything, and need no rollback.
    private func performUnguarded(_ ticket: any WriteTicket) -> Outcome? {
        let changes = connection.totalChanges
        connection.hasRunScript = false
        let error = ticket.perform(with: writer)
        guard connection.isInTransaction else { return .rolledBack(at: 0, error ?? Self.lost) }
        guard let error else { return nil }
        if isOfStorage(error) { return .rolledBack(at: 0, error) }
        return connection.totalChanges == changes && !connection.hasRunScript ? nil : .needsSavepoints
    }

    /// Runs a write in its own savepoint, which is rolled back when the write throws.
    private func performInSavepoint(_ ticket: any WriteTicket) -> Outcome? {
        do {
            try connection.control("SAVEPOINT member")
            let error = ticket.perform(with: writer)
            guard connection.isInTransaction else { return .rolledBack(at: 0, error ?? Self.lost) }
            if let error, isOfStorage(error) { return .rolledBack(at: 0, error) }
            if error != nil { try connection.control("ROLLBACK TO member") }
            try connection.control("RELEASE member")
            return nil
        } catch {
            return .rolledBack(at: 0, error)
        }
    }

    /// Whether a body threw because of the storage rather than its own error. Records a damaged file.
    private func isOfStorage(_ error: any Error) -> Bool {
        noteDamage(error)
        return (error as? SQLiteError).map { $0.cannotWrite || $0.isCorrupt } ?? false
    }

    private func noteDamage(_ error: any Error) {
        if (error as? SQLiteError)?.isCorrupt == true { connection.noteDamage() }
    }

    private static let lost = SQLiteError(
        extendedCode: SQLiteError.Extended.abortedByRollback, message: "the transaction was rolled back")
}
