/// What a person asked that cannot be done. Thrown by handlers, turned into a page in `ErrorPages.swift` and nowhere else.
package enum Failure: Error, Sendable, Equatable {
    /// There is no such page, or it is not theirs to see: the answer is the same.
    case notFound
    /// They are signed in and may see it, but not do this.
    case forbidden
    /// It was there and is over: an expired link, an invitation used already.
    case gone
    /// It was decided or undone already, perhaps in another tab, or the time for it has passed.
    case over
    /// It changed meanwhile.
    case conflict
    /// First sign in; then they come back here.
    case signInRequired
    /// We are doing as much of this as we can; again in so many seconds.
    case busy(seconds: Int)
    /// Too many tries; again in so many seconds.
    case tooMany(seconds: Int)
}
