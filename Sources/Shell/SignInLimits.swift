import Base

/// Limits of sessions, links and codes.
extension SiteLimits {
    /// Seconds without use after which a session ends: a phone behind a counter need not sign in every week.
    package static let session = Int.days(60)
    /// The same for the board, on a device not marked as their own: long enough for a working day, and over before
    /// another person uses the device.
    static let boardIdle = Int.hours(12)
    /// Seconds after which the use of a session is noted again: otherwise each page would cost a write.
    static let sessionUse = Int.minutes(15)
    /// Sessions of a member that their page lists: the latest used.
    static let sessionsListed = 100
    /// Seconds a sign-in link is valid.
    package static let signInLink = Int.hours(1)
    /// Seconds a link to one's own phone is valid: the phone is at hand.
    static let phoneLink = Int.minutes(10)
    /// Seconds after signing in by a link during which a new password needs no old one.
    static let passwordByLink = Int.hours(1)
    /// Seconds to type the code of the second step, after the password.
    static let signInStep = Int.minutes(10)
    /// Wrong codes of the second step in an hour, of one member: a person who has the password must not guess on.
    static let wrongCodes = 20
    /// Seconds a recovery sheet is valid: the longest presidencies, or until the next sheet.
    static let recoverySheet = Int.days(3_650)
    /// Seconds after it was made during which its code is shown: time to print it.
    static let secretShown = Int.minutes(15)
}
