/// Group-commit delay: after a commit, waits up to 1 ms for as many writes as were at work before.
///
/// Clients often send their next write as soon as the last is answered. Without the delay, the next group would leave without them, and
/// they would need a sync of their own. Fewer than 8 writes are never waited for. PostgreSQL has the same as `commit_delay` and
/// `commit_siblings`.
struct CommitDelay {
    /// Writes at work below which there is no delay.
    static let least = 8
    /// The longest delay after a commit, in nanoseconds.
    static let longest = 1_000_000

    /// Writes expected; 0: no delay.
    private(set) var writes = 0
    private var until = 0

    /// No delay.
    init() {}

    /// The delay after a commit that answered `answered` writes while `waiting` more were queued, at `now` in nanoseconds.
    init(answered: Int, waiting: Int, at now: Int) {
        guard answered + waiting >= Self.least else { return }
        writes = answered + waiting
        until = now + Self.longest
    }

    /// Until when to wait for more than the `count` writes queued, in a group of at most `limit`; nil: start now.
    func wait(with count: Int, upTo limit: Int, at now: Int) -> Int? {
        count < min(writes, limit) && now < until ? until : nil
    }
}
