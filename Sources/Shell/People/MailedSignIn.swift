import Base
import HTMLTemplate
import SQLite

/// A mail to sign in, which anyone may request: it has a link, and a code for the browser that asked. Whether a member
/// has the address is looked up by a job, so that the answer costs the same in every case.
enum MailedSignIn {
    /// Wrong codes after which the mail must be asked for again.
    static let tries = 5

    /// The job that looks for the member and queues the mail.
    static let job = DueJob.scheduled("sign-in-mail") { run in
        let (key, languages, now) = (run.site.key, run.site.resources.languages.complete, run.now)
        try run.writeRepeatedly { db in try send(key, languages, at: now, in: db) }
    }

    /// Stores the request of a browser that has `secret`, and has the mail sent.
    static func request(
        _ secret: Secret, to email: EmailAddress, language: String, isOwn: Bool, at now: Instant, in db: Writer
    ) throws {
        try db.run(
            """
            INSERT INTO mailed_sign_in (token_hash, email, language, is_own, requested_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """, secret.hash, email.key, language, isOwn, now, now + SiteLimits.signInLink)
        try DueWork.schedule(job.kind, at: now, key: name(secret.hash), in: db)
    }

    /// Whether a code can still be typed.
    static func isOpen(_ secret: Secret?, at now: Instant, in db: Reader) throws -> Bool {
        guard let secret else { return false }
        return try db.first(
            """
            SELECT 1 FROM mailed_sign_in WHERE token_hash = ?1 AND expires_at > ?2 AND wrong_codes < ?3
            """, secret.hash, now, tries
        ) { _ in true } ?? false
    }

    /// Whether too many wrong codes were typed over all mails to a member since the nightly deletion. Their links stay
    /// valid.
    private static func isGuessed(_ member: Member.ID, in db: Reader) throws -> Bool {
        let wrong = try db.first(
            "SELECT ifnull(sum(wrong_codes), 0) FROM mailed_sign_in WHERE member_id = ?1", member
        ) { $0.int(0) }
        return (wrong ?? 0) >= SiteLimits.wrongCodes
    }

    /// The result of trying a code; `passed` ends the links of all mails to the member.
    static func take(
        _ typed: String, for secret: Secret, _ key: StorageKey, at now: Instant, in db: Writer
    ) throws -> SignInStep.Outcome {
        guard try isOpen(secret, at: now, in: db) else { return .over }
        let found = try db.first(
            "SELECT member_id, is_own FROM mailed_sign_in WHERE token_hash = ?1", secret.hash
        ) { ($0.optionalInt(0).map(Member.ID.init(rawValue:)), $0.bool(1)) }
        let isRight = typed.filter { !$0.isWhitespace } == code(of: secret.hash, key)
        if isRight, let (id, isOwn) = found, let member = id, try !isGuessed(member, in: db) {
            try endAll(of: member, in: db)
            return .passed(SignInStep(member: member, isOwn: isOwn, isByLink: true))
        }
        try db.run("UPDATE mailed_sign_in SET wrong_codes = wrong_codes + 1 WHERE token_hash = ?1", secret.hash)
        return try isOpen(secret, at: now, in: db) ? .wrong : .over
    }

    /// Ends the codes and links of all mails to a member.
    static func endAll(of member: Member.ID, in db: Writer) throws {
        try db.run("DELETE FROM mailed_sign_in WHERE member_id = ?1", member)
        try db.run("DELETE FROM sign_in_link WHERE member_id = ?1 AND kind = 'mail' AND used_at IS NULL", member)
    }

    /// The code of a request: six digits, made with the key of the storage.
    static func code(of token: [UInt8], _ key: StorageKey) -> String {
        let number = key.secret("mailed code", token, length: 20).hash.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - text.utf8.count) + text
    }

    /// The secret of the link in the mail.
    static func link(of token: [UInt8], _ key: StorageKey) -> Secret {
        key.secret("mailed link", token, length: 20)
    }

    /// Names a request in idempotency keys.
    private static func name(_ token: [UInt8]) -> String { token.map { String($0, radix: 16) }.joined(separator: ".") }

    /// Handles one request that waits. Returns false when there is none.
    private static func send(_ key: StorageKey, _ languages: [Language], at now: Instant, in db: Writer) throws -> Bool
    {
        let waiting = try db.first(
            """
            SELECT token_hash, email, language FROM mailed_sign_in
             WHERE mailed_at IS NULL AND requested_at > 0 ORDER BY requested_at LIMIT 1
            """
        ) { ($0.bytes(0), $0.text(1), $0.text(2)) }
        guard let (token, address, tag) = waiting else { return false }
        let id = try db.first("SELECT id FROM member WHERE email = ?1 AND disabled_at IS NULL", address) {
            Member.ID(rawValue: $0.int(0))
        }
        try db.run("UPDATE mailed_sign_in SET mailed_at = ?2 WHERE token_hash = ?1", token, now)
        guard let id, let email = EmailAddress(typed: address), let language = languages.first(where: { $0.tag == tag })
        else { return true }
        let (secret, messages) = (link(of: token, key), language.messages)
        let isQueued = try OutgoingMail(
            .signIn, key: "sign-in \(name(token))", to: email, member: id, language: tag,
            subject: messages.text("mailed.subject"),
            body: [
                .paragraph(messages.text("mailed.body")), .code(code(of: token, key)),
                .paragraph(messages.text("mailed.body.link")),
                .button(messages.text("session.submit"), .signIn(with: secret)),
                .paragraph(messages.text("mailed.body.not")),
            ], validFor: SiteLimits.signInLink
        ).queue(at: now, in: db)
        // Without a member the code does not work: it was not sent, so it could only be guessed.
        guard isQueued else { return true }
        try db.run("UPDATE mailed_sign_in SET member_id = ?2 WHERE token_hash = ?1", token, id)
        try SignInLink.insert(secret, .mail, for: id, at: now, in: db)
        return true
    }
}
