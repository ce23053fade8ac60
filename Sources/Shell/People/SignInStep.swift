import Base
import SQLite

/// A sign-in whose password, or link, was right, and which waits for its second step.
struct SignInStep: Sendable {
    /// Wrong codes after which the sign-in starts again.
    static let tries = 5

    let member: Member.ID
    let isOwn: Bool
    let isByLink: Bool

    /// Stores the sign-in under the hash of a secret, which the page carries.
    func insert(_ secret: Secret, at now: Instant, in db: Writer) throws {
        try db.run(
            "INSERT INTO sign_in_step (token_hash, member_id, is_own, by_link, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            secret.hash, member, isOwn, isByLink, now + SiteLimits.signInStep)
    }

    /// The wrong codes of the last hour, over all sign-ins of a member: each has its own five.
    private static func wrongCodes(of member: Member.ID, at now: Instant, in db: Reader) throws -> Int {
        try db.first(
            "SELECT ifnull(sum(wrong_codes), 0) FROM sign_in_step WHERE member_id = ?1 AND expires_at > ?2", member,
            now + SiteLimits.signInStep - .hours(1)
        ) { $0.int(0) } ?? 0
    }

    /// The result of trying a code.
    enum Outcome: Sendable {
        case passed(SignInStep)
        /// A wrong code; another may be typed.
        case wrong
        /// Too many wrong codes, too late, or already passed.
        case over
    }

    /// Takes a code: counts a wrong one, ends the step with a right one.
    static func take(_ code: String, for secret: Secret, at now: Instant, in db: Writer) throws -> Outcome {
        let found = try db.first(
            """
            SELECT member_id, is_own, by_link FROM sign_in_step
             WHERE token_hash = ?1 AND expires_at > ?2 AND wrong_codes < ?3
            """, secret.hash, now, tries
        ) { SignInStep(member: Member.ID(rawValue: $0.int(0)), isOwn: $0.bool(1), isByLink: $0.bool(2)) }
        guard let step = found, try wrongCodes(of: step.member, at: now, in: db) < SiteLimits.wrongCodes else {
            return .over
        }
        if try SecondFactor.take(code, of: step.member, at: now, in: db) {
            try db.run("DELETE FROM sign_in_step WHERE token_hash = ?1", secret.hash)
            return .passed(step)
        }
        try db.run("UPDATE sign_in_step SET wrong_codes = wrong_codes + 1 WHERE token_hash = ?1", secret.hash)
        let left = try db.first(
            "SELECT 1 FROM sign_in_step WHERE token_hash = ?1 AND wrong_codes < ?2", secret.hash, tries
        ) { _ in true }
        return left == true ? .wrong : .over
    }
}
