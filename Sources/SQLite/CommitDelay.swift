/// Group-commit delay: after a commit, waits up to 1 ms for as many writes as were in flight before.
///
/// Clients often send their next write as soon as the last one is answered. Without the delay they would miss the next
/// group and need a sync of their own. With fewer than 8 writes there is no delay. Like PostgreSQL's `commit_delay` and
/// `commit_siblings`.
struct CommitDelay {
    /// Fewer writes in flight cause no delay.
    static let least = 8
    /// The longest delay after a commit, in nanoseconds.
    static let longest = 1_000_000

    /// Expected writes; 0: no delay.
    private(set) var writes = 0
    private var until = 0

    /// No delay.
    init() {}

    /// The delay after a commit that answered `answered` writes while `waiting` more were queued, at `now` in
    /// nanoseconds.
    init(answered: Int, waiting: Int, at now: Int) {
        guard answered + waiting >= Self.least else { return }
        writes = answered + waiting
        until = now + Self.longest
    }

    /// The time until which to wait for more than the `count` queued writes, in a group of at most `limit`; nil: start
    /// now.
    func wait(with count: Int, upTo limit: Int, at now: Int) -> Int? {
        count < min(writes, limit) && now < until ? until : nil
    }
}
