import Glibc

/// The one thread that writes, and the queue before it.
///
/// It takes all that waits, up to a bound, as one group: while a group is being synced, the next one gathers by itself. Where
/// many have just written, it waits a millisecond at most for as many to come again (see `CommitDelay`): under load groups
/// grow, without load a write is alone and as fast as it can be.
@usableFromInline
final class WriterThread: @unchecked Sendable {  // all under `lock`; the connection by the thread alone
    private let lock = ConditionLock()
    private var queue: [any WriteTicket] = []
    private var isClosing = false
    /// How many writes the thread sleeps for; 0 when it is awake, or somebody has woken it already.
    private var wanted = 0
    private var delay = CommitDelay()
    private var counts = DatabaseStatistics()
    /// Whether a reader has found the file damaged since the last group.
    private var hasReaderFoundDamage = false
    /// When the group at work was taken from the queue; nil between groups.
    private var begunAt: ContinuousClock.Instant?
    /// Commits of the connection before it was ours: those of migrations.
    private let syncsBefore: Int
    private var thread: pthread_t?

    private let place: PrivateFile.Place
    private let schema: Int
    private let queueLimit: Int
    private let groupLimit: Int
    private let checkpointPages: Int
    /// Given up by the thread as it ends, so that the file is closed when `close` returns.
    private var connection: Connection?

    /// Starts the thread; `connection`, to the file at `place`, is its own from now on.
    init(
        _ connection: Connection, at place: PrivateFile.Place, schema: Int, _ configuration: DatabaseConfiguration
    ) throws {
        self.place = place
        self.schema = schema
        self.connection = connection
        syncsBefore = connection.walCommits
        try connection.keepChanges(kiB: configuration.changedKiB)
        queueLimit = max(1, configuration.queueLimit)
        // Never more than may wait: such a group would be waited for while writes are refused.
        groupLimit = min(max(1, configuration.groupLimit), queueLimit)
        checkpointPages = max(1, configuration.checkpointPages)
        thread = try start()
    }

    private func start() throws -> pthread_t {
        // Signals are for the threads that wait for them: a new thread inherits the mask, so block all around its start.
        var all = sigset_t()
        var before = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<WriterThread>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw SQLiteError(call: "pthread_create", path: "writer", errno: result)
        }
        return thread
    }

    /// Puts a write into the queue, unless it is full or closed.
    @usableFromInline func enqueue(_ ticket: any WriteTicket) throws(DatabaseError) {
        let (refusal, wakes): (DatabaseError?, Bool) = lock.locked {
            if isClosing { return (.closed, false) }
            if queue.count >= queueLimit { return (.queueFull, false) }
            queue.append(ticket)
            guard wanted > 0, queue.count >= wanted else { return (nil, false) }
            wanted = 0
            return (nil, true)
        }
        // Outside the lock, so that the thread does not wake only to wait for it.
        if wakes { lock.wake() }
        if let refusal { throw refusal }
    }

    /// Takes no more writes, commits those that wait, ends the thread and closes the file. A second call does nothing.
    func close() {
        let ending: pthread_t? = lock.locked {
            isClosing = true
            lock.wake()
            defer { thread = nil }
            return thread
        }
        guard let ending else { return }
        // The last reference may have been that of a body of a write: the thread cannot wait for itself.
        if pthread_equal(ending, pthread_self()) != 0 { pthread_detach(ending) } else { pthread_join(ending, nil) }
    }

    /// What the thread has done so far.
    var statistics: DatabaseStatistics {
        lock.locked {
            var current = counts
            current.queueDepth = queue.count
            if hasReaderFoundDamage { current.isDamaged = true }
            return current
        }
    }

    /// Notes that a reader has found the file damaged.
    func noteDamage() { lock.locked { hasReaderFoundDamage = true } }

    /// For how long the group at work has been; zero between groups. Most of it goes by before the disk, or before a program that
    /// holds the file.
    var groupAge: Duration { lock.locked { begunAt.map { .now - $0 } ?? .zero } }

    /// Whether the caller is the writer thread itself, which cannot wait for itself.
    var isCurrent: Bool {
        lock.locked { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    // MARK: on the thread

    private func run() {
        guard let connection else { return }
        let groupCommit = GroupCommit(connection, at: place, schema: schema)
        var nextCheckpoint = checkpointPages
        while let group = nextGroup() {
            let (failed, isHeldUp) = groupCommit.commit(group)
            let isCheckpointed = connection.walPages >= nextCheckpoint
            if isCheckpointed { connection.checkpoint() }
            if connection.walPages < checkpointPages {
                // The log was begun anew, after a checkpoint that moved everything.
                nextCheckpoint = checkpointPages
            } else if isCheckpointed {
                // While readers need it the log grows on: try again a stretch later, not at every commit.
                nextCheckpoint = connection.walPages + checkpointPages
            }
            note(group.count, failed: failed, connection, isCheckpointed: isCheckpointed)
            if let isHeldUp { refuseWaiting(isHeldUp) }
        }
        connection.checkpointForClosing()
        self.connection = nil
    }

    /// Sleeps until there is something to write; nil when closed and drained.
    private func nextGroup() -> [any WriteTicket]? {
        lock.locked {
            while queue.isEmpty {
                if isClosing { return nil }
                wanted = 1
                lock.wait()
            }
            while !isClosing, let until = delay.wait(with: queue.count, upTo: groupLimit, at: ConditionLock.now) {
                wanted = min(delay.writes, groupLimit)
                guard lock.wait(until: until) else { break }
            }
            wanted = 0
            begunAt = .now
            guard queue.count > groupLimit else {
                defer { queue = [] }
                return queue
            }
            defer { queue.removeFirst(groupLimit) }
            return Array(queue.prefix(groupLimit))
        }
    }

    /// Another program has held the file for as long as a write may wait. Those that came meanwhile have waited for the same: each
    /// group in turn would make the last of them wait twice as long.
    private func refuseWaiting(_ reason: any Error) {
        let waiting = lock.locked {
            defer { queue = [] }
            counts.writes += queue.count
            counts.failed += queue.count
            return queue
        }
        for ticket in waiting { ticket.fail(reason) }
    }

    private func note(_ writes: Int, failed: Int, _ connection: Connection, isCheckpointed: Bool) {
        lock.locked {
            begunAt = nil
            counts.groups += 1
            counts.writes += writes
            counts.failed += failed
            let syncs = connection.walCommits - syncsBefore
            if failed > 0 { counts.isFailing = true } else if syncs > counts.syncs { counts.isFailing = false }
            counts.syncs = syncs
            if hasReaderFoundDamage { connection.noteDamage() }
            hasReaderFoundDamage = false
            counts.isDamaged = connection.damagedSchema != nil
            counts.biggestGroup = max(counts.biggestGroup, writes)
            let bounds = DatabaseStatistics.groupBounds
            counts.groupSizes[bounds.firstIndex { writes <= $0 } ?? bounds.count] += 1
            counts.walPages = connection.walPages
            delay = CommitDelay(answered: writes, waiting: queue.count, at: ConditionLock.now)
            if isCheckpointed { counts.checkpoints += 1 }
        }
    }
}
