/// What a writer thread has done since it started.
public struct DatabaseStatistics: Sendable {
    /// Groups taken from the queue; one sync of the disk each, unless nothing was written or the group had to be taken apart.
    public internal(set) var groups = 0
    /// Writes answered.
    public internal(set) var writes = 0
    /// Upper bounds of `groupSizes`.
    public static let groupBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256]
    /// Groups by how many writes they had: one count a bound, and one above all.
    public internal(set) var groupSizes = [Int](repeating: 0, count: groupBounds.count + 1)
    /// Commits that wrote something, each of which made the disk confirm the log.
    public internal(set) var syncs = 0
    /// Writes the storage could not take; those whose body threw are not among them.
    public internal(set) var failed = 0
    /// Whether the storage could not take the last write that changed something.
    public internal(set) var isFailing = false
    /// Whether a read or a write has found the file damaged. Stays until a restore replaces its contents.
    public internal(set) var isDamaged = false
    /// Writes waiting now.
    public internal(set) var queueDepth = 0
    /// The most writes that shared a commit.
    public internal(set) var biggestGroup = 0
    /// Pages in the write-ahead log after the last commit.
    public internal(set) var walPages = 0
    /// Times pages of the log were moved into the database.
    public internal(set) var checkpoints = 0
}
