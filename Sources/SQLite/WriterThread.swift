import Glibc

/// The writer thread and its queue.
///
/// Commits all queued writes, up to a limit, as one group; while a group is synced, the next one queues up. After a
/// large group it waits up to a millisecond for as many writes (see `CommitDelay`). So groups grow under load, and
/// without load a write has no delay.
@usableFromInline
final class WriterThread: @unchecked Sendable {  // guarded by `lock`; the connection is used only by the thread
    private let lock = ConditionLock()
    private var queue: [any WriteTicket] = []
    private var isClosing = false
    /// Queue length at which to wake the thread; 0 when it is awake or already woken.
    private var wakeCount = 0
    private var delay = CommitDelay()
    private var counts = DatabaseStatistics()
    /// Whether a reader has found the file damaged since the last group.
    private var hasReaderFoundDamage = false
    /// When the current group was taken from the queue; nil between groups.
    private var begunAt: ContinuousClock.Instant?
    /// Commits of the connection before this thread started, by migrations.
    private let syncsBefore: Int
    private var thread: pthread_t?

    private let place: PrivateFile.Place
    private let schema: Int
    private let queueLimit: Int
    private let groupLimit: Int
    private let checkpointPages: Int
    /// Released at the end of the thread, so that the file is closed when `close` returns.
    private var connection: Connection?

    /// Starts the thread, which takes ownership of `connection`.
    init(
        _ connection: Connection, at place: PrivateFile.Place, schema: Int, _ configuration: DatabaseConfiguration
    ) throws {
        self.place = place
        self.schema = schema
        self.connection = connection
        syncsBefore = connection.walCommits
        try connection.disableCacheSpill(kiB: configuration.changedKiB)
        queueLimit = max(1, configuration.queueLimit)
        // At most the queue limit: otherwise the thread would wait for a group that the queue rejects.
        groupLimit = min(max(1, configuration.groupLimit), queueLimit)
        checkpointPages = max(1, configuration.checkpointPages)
        thread = try start()
    }

    private func start() throws -> pthread_t {
        // Block all signals: the thread inherits the mask, and other threads handle them.
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

    /// Queues a write. Throws when the queue is full or closed.
    @usableFromInline func enqueue(_ ticket: any WriteTicket) throws(DatabaseError) {
        let (refusal, wakes): (DatabaseError?, Bool) = lock.locked {
            if isClosing { return (.closed, false) }
            if queue.count >= queueLimit { return (.queueFull, false) }
            queue.append(ticket)
            guard wakeCount > 0, queue.count >= wakeCount else { return (nil, false) }
            wakeCount = 0
            return (nil, true)
        }
        // Outside the lock, so that the woken thread does not block on it.
        if wakes { lock.wake() }
        if let refusal { throw refusal }
    }

    /// Rejects new writes, commits queued ones, ends the thread and closes the file. A second call does nothing.
    func close() {
        let ending: pthread_t? = lock.locked {
            isClosing = true
            lock.wake()
            defer { thread = nil }
            return thread
        }
        guard let ending else { return }
        // The last reference may be released by the body of a write: the thread cannot join itself.
        if pthread_equal(ending, pthread_self()) != 0 { pthread_detach(ending) } else { pthread_join(ending, nil) }
    }

    /// Counters so far.
    var statistics: DatabaseStatistics {
        lock.locked {
            var current = counts
            current.queueDepth = queue.count
            if hasReaderFoundDamage { current.isDamaged = true }
            return current
        }
    }

    /// Records that a reader has found the file damaged.
    func noteDamage() { lock.locked { hasReaderFoundDamage = true } }

    /// How long the current group has been running; zero between groups. Mostly waiting for the disk, or for a program
    /// that holds the lock.
    var groupAge: Duration { lock.locked { begunAt.map { .now - $0 } ?? .zero } }

    /// Whether the caller is the writer thread, which cannot wait for itself.
    var isCurrent: Bool {
        lock.locked { thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
    }

    // MARK: on the thread

    private func run() {
        guard let connection else { return }
        let groupCommit = GroupCommit(connection, at: place, schema: schema)
        var nextCheckpoint = checkpointPages
        while let group = nextGroup() {
            let (failed, busy) = groupCommit.commit(group)
            let isCheckpointed = connection.walPages >= nextCheckpoint
            if isCheckpointed { connection.checkpoint() }
            if connection.walPages < checkpointPages {
                // The log was reset after a complete checkpoint.
                nextCheckpoint = checkpointPages
            } else if isCheckpointed {
                // Readers still need the log: retry once it has grown by `checkpointPages`, not at every commit.
                nextCheckpoint = connection.walPages + checkpointPages
            }
            record(group.count, failed: failed, connection, isCheckpointed: isCheckpointed)
            if let busy { refuseWaiting(busy) }
        }
        connection.checkpointForClosing()
        self.connection = nil
    }

    /// Waits for writes and returns a group; nil when closed and drained.
    private func nextGroup() -> [any WriteTicket]? {
        lock.locked {
            while queue.isEmpty {
                if isClosing { return nil }
                wakeCount = 1
                lock.wait()
            }
            while !isClosing, let until = delay.wait(with: queue.count, upTo: groupLimit, at: ConditionLock.now) {
                wakeCount = min(delay.writes, groupLimit)
                guard lock.wait(until: until) else { break }
            }
            wakeCount = 0
            begunAt = .now
            guard queue.count > groupLimit else {
                defer { queue = [] }
                return queue
            }
            defer { queue.removeFirst(groupLimit) }
            return Array(queue.prefix(groupLimit))
        }
    }

    /// Fails all queued writes: another program has held the lock for the whole busy timeout, and they have waited for
    /// it too. Retrying group by group would make them wait twice as long.
    private func refuseWaiting(_ reason: any Error) {
        let waiting = lock.locked {
            defer { queue = [] }
            counts.writes += queue.count
            counts.failed += queue.count
            return queue
        }
        for ticket in waiting { ticket.fail(reason) }
    }

    private func record(_ writes: Int, failed: Int, _ connection: Connection, isCheckpointed: Bool) {
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
