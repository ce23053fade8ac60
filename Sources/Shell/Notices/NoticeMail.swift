import Base
import HTMLTemplate
import SQLite

/// The mail that tells a member what happened.
package enum NoticeMail {
    /// The due job that mails what is told at once.
    static let job = "notices"

    static func schedule(at now: Instant, in db: Writer) throws {
        try DueWork.schedule(job, at: now, key: "at once", in: db)
    }
}
