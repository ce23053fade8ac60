/// A request that cannot be fulfilled. Thrown by handlers, turned into a page in `ErrorPages.swift` only.
package enum Failure: Error, Sendable, Equatable {
    /// There is no such page, or the person may not see it: the answer is the same.
    case notFound
    /// The member may see the page, but not do this.
    case forbidden
    /// It existed and is over: an expired link, a used invitation.
    case gone
    /// It was already decided or undone, perhaps in another tab, or its time has passed.
    case over
    /// It changed meanwhile.
    case conflict
    /// The person must sign in first, and then returns here.
    case signInRequired
    /// The association requires two-step sign-in of its board, and the member has not set it up.
    case secondFactorMissing
    /// At capacity; retry after `seconds`.
    case busy(seconds: Int)
    /// Too many tries; retry after `seconds`.
    case tooMany(seconds: Int)
}
