import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// A session as the page of devices lists it.
struct ListedSession: Sendable {
    let publicID: String
    let device: DeviceName
    let isOwn: Bool
    let signedInAt: Instant
    let seenAt: Instant
    /// The session of this browser.
    let isThis: Bool

    /// The valid sessions of a member: this one first, then the latest used.
    static func all(
        of member: Member, except this: Secret?, at now: Instant, in db: Reader
    ) throws -> [ListedSession] {
        let hash = this?.hash ?? []
        return try db.rows(
            """
            SELECT public_id, browser, system, is_own, signed_in_at, seen_at, token_hash = ?2 FROM session
             WHERE member_id = ?1 AND seen_at > CASE WHEN ?3 AND is_own = 0 THEN ?4 ELSE ?5 END
             ORDER BY token_hash = ?2 DESC, seen_at DESC LIMIT ?6
            """, member.id, hash, member.isOfAssociation, now - SiteLimits.boardIdle, now - SiteLimits.session,
            SiteLimits.sessionsListed
        ) { row in
            ListedSession(
                publicID: row.text(0), device: DeviceName(browser: row.text(1), system: row.text(2)),
                isOwn: row.bool(3), signedInAt: row.instant(4), seenAt: row.instant(5),
                isThis: row.bool(6))
        }
    }

    /// Ends one session of a member, other than this one. Returns whether there was one.
    static func end(_ publicID: String, of member: Member.ID, except this: Secret, in db: Writer) throws -> Bool {
        try db.run(
            "DELETE FROM session WHERE public_id = ?1 AND member_id = ?2 AND token_hash <> ?3", publicID, member,
            this.hash) == 1
    }

    /// Notes whether the device of a session is the member’s own.
    static func setOwn(_ isOwn: Bool, _ session: Secret, in db: Writer) throws {
        try db.run("UPDATE session SET is_own = ?2 WHERE token_hash = ?1", session.hash, isOwn)
    }
}

/// «Mes appareils».
struct DevicesPage: Page {
    static let template = "members/devices"
    let rows: [Row]
    /// For the board: whether this device is marked as their own; nil for other members, whom it does not concern.
    let isOwn: Bool?
    let isPrivate = true

    /// One signed-in browser.
    struct Row: PageModel {
        let device: String
        let isThis: Bool
        /// «Connecté le 2 mars 2026»
        let since: String
        /// «dernière visite aujourd’hui à 10 h 15»
        let use: String
        /// Ends it; nil for this one.
        let endAction: String?

        static let fields: [Field<Row>] = [
            .text("device") { $0.device }, .flag("isThis") { $0.isThis }, .text("since") { $0.since },
            .text("use") { $0.use }, .optionalText("endAction") { $0.endAction },
        ]
    }

    static let fields: [Field<DevicesPage>] = [
        .list("rows") { $0.rows }, .flag("hasOthers") { $0.rows.count > 1 },
        .flag("isOfBoard") { $0.isOwn != nil }, .flag("isOwn") { $0.isOwn == true },
        .number("hours") { _ in SiteLimits.boardIdle / .hours(1) },
        .number("days") { _ in SiteLimits.session / .days(1) },
    ]
}

/// The devices on which a member is signed in.
package enum DevicesHandlers {
    /// Their list, this device first.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let sessions = try context.read {
            try ListedSession.all(of: member, except: context.session, at: context.now, in: $0)
        }
        let isOwn = sessions.first { $0.isThis }?.isOwn
        return try context.render(
            DevicesPage(
                rows: sessions.map { row($0, context) }, isOwn: member.isOfAssociation ? isOwn ?? false : nil))
    }

    /// Ends one of one’s other sessions: 303 to the list; 404 for any other.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (member, this) = try (context.requireMember().id, requireSession(context))
        let id = context.parameter("session")
        let now = context.now
        let isEnded = try await context.write { db in
            guard try ListedSession.end(id, of: member, except: this, in: db) else { return false }
            try Audit.record(.sessionsEnded, of: member, by: member, at: now, in: db)
            return true
        }
        guard isEnded else { throw Failure.notFound }
        context.record(.sessionEnded)
        return context.seeOther(.devices, flash: context.say("devices.ended"))
    }

    /// Ends all of one’s other sessions: 303 to the list.
    package static func deleteOthers(_ request: Request, _ context: Context) async throws -> Response {
        let (member, this) = try (context.requireMember().id, requireSession(context))
        let now = context.now
        try await context.write { db in
            try Session.endOthers(of: member, except: this, in: db)
            try Audit.record(.sessionsEnded, of: member, by: member, at: now, in: db)
        }
        context.record(.sessionEnded)
        return context.seeOther(.devices, flash: context.say("devices.ended.others"))
    }

    /// Notes whether this device is one’s own: 303 to the list.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (isOwn, this) = try (context.form()[SignInForm.own.name] == "1", requireSession(context))
        try await context.write { try ListedSession.setOwn(isOwn, this, in: $0) }
        return context.seeOther(.devices, flash: context.say(isOwn ? "devices.own.set" : "devices.own.unset"))
    }

    private static func requireSession(_ context: Context) throws -> Secret {
        guard let session = context.session else { throw Failure.signInRequired }
        return session
    }

    private static func row(_ session: ListedSession, _ context: Context) -> DevicesPage.Row {
        DevicesPage.Row(
            device: session.device.label(context), isThis: session.isThis,
            since: context.say("devices.since", ["date": context.language.date(session.signedInAt.local.day)]),
            use: use(session.isThis ? context.now : session.seenAt, context),
            endAction: session.isThis ? nil : context.link(.endSession(session.publicID)))
    }

    /// «dernière visite aujourd’hui vers 10 h 15»: noted to the quarter of an hour.
    private static func use(_ seenAt: Instant, _ context: Context) -> String {
        if seenAt.local.day == context.now.local.day {
            return context.say("devices.use.today", ["time": context.language.time(minute: seenAt.local.minute)])
        }
        return context.say("devices.use", ["date": context.language.date(seenAt.local.day)])
    }
}
