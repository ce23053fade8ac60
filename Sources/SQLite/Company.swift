/// How many write at the same time, and until when it is worth waiting for them.
///
/// Whoever is answered often writes again at once: a group that took whatever was there would leave out those that are on their
/// way, and pay for a sync of their own a moment later. Fewer syncs and wakes also leave the loop more of the processor: 64
/// at once are answered sooner with this than without (docs/performance.md).
struct Company {
    /// Fewer than these are not waited for: visitors by twos and threes do not come again so soon.
    static let least = 8
    /// Nanoseconds after a commit.
    static let patience = 1_000_000

    /// How many are expected; 0: nobody.
    private(set) var writes = 0
    private var until = 0

    /// Nobody is expected.
    init() {}

    /// After a commit, at `now` in nanoseconds: those it answered and those that wait already are all who write just now.
    init(answered: Int, waiting: Int, at now: Int) {
        guard answered + waiting >= Self.least else { return }
        writes = answered + waiting
        until = now + Self.patience
    }

    /// Until when to wait for more than the `count` writes that are there, of a group of at most `limit`; nil: begin.
    func wait(with count: Int, upTo limit: Int, at now: Int) -> Int? {
        count < min(writes, limit) && now < until ? until : nil
    }
}
