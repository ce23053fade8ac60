/// Counters of the writer thread since its start.
public struct DatabaseStatistics: Sendable {
    /// Commit groups; each needs one sync, unless nothing was written or the group had to be split.
    public internal(set) var groups = 0
    /// Writes answered.
    public internal(set) var writes = 0
    /// Upper bounds of `groupSizes`.
    public static let groupBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256]
    /// Histogram of writes per group: one count per bound, and one above the last.
    public internal(set) var groupSizes = [Int](repeating: 0, count: groupBounds.count + 1)
    /// Commits that wrote something, each with one sync of the log.
    public internal(set) var syncs = 0
    /// Writes that failed in storage, not counting those whose body threw.
    public internal(set) var failed = 0
    /// Whether the last write that changed something failed in storage.
    public internal(set) var isFailing = false
    /// Whether a read or a write has found the file damaged. Stays until a restore replaces its contents.
    public internal(set) var isDamaged = false
    /// Queued writes.
    public internal(set) var queueDepth = 0
    /// Most writes in one group so far.
    public internal(set) var biggestGroup = 0
    /// Pages in the write-ahead log after the last commit.
    public internal(set) var walPages = 0
    /// Number of checkpoints.
    public internal(set) var checkpoints = 0
}
