import Base
import HTMLTemplate
import SQLite

/// The mails that tell members what happened: at once, or in a digest of the day or the week.
package enum NoticeMail {
    /// The due job that mails notices at once.
    private static let atOnce = "notices"
    /// Seconds; older notices are not mailed: mail may have been set up yesterday.
    private static let oldest = Int.days(8)
    /// Seconds between two of these mails to a member: the notices of a busy hour share one.
    private static let pause = Int.minutes(20)

    /// Schedules the mails that are sent at once.
    static func schedule(at now: Instant, in db: Writer) throws {
        try DueWork.schedule(atOnce, at: now, key: "at once", in: db)
    }

    /// Notices mailed at once; each morning the daily digests; on Monday the weekly ones.
    static let jobs: [DueJob] = [
        .scheduled(atOnce) { run in try mail([.immediate], run) },
        .daily("digests", hour: 7, minute: 30) { run in
            let isMonday = run.now.local.day.weekday == 1
            try mail(isMonday ? [.immediate, .daily, .weekly] : [.immediate, .daily], run)
        },
    ]

    /// Mails to each member the notices that wait at one of these paces. One write per member: other writes run in
    /// between.
    private static func mail(_ paces: Set<NoticePace>, _ run: DueRun) throws {
        let reader = try run.site.database.makeReader()
        guard try MailServer.isSetUp(in: reader), let association = try Association.current(in: reader) else { return }
        let members = try reader.rows(
            "SELECT DISTINCT member_id FROM notice WHERE added_at > ?1 AND read_at IS NULL AND mailed_at IS NULL",
            run.now - oldest
        ) { Member.ID(rawValue: $0.int(0)) }
        var next: Instant?
        for member in members {
            if run.site.isStopping { throw CancellationError() }
            let later = try run.site.database.writeNow { db in
                try mail(member, paces, association, run, in: db)
            }
            next = [next, later].compactMap(\.self).min()
        }
        guard let next else { return }
        try run.site.database.writeNow { try schedule(at: next, in: $0) }
    }

    /// Mails to one member. What protects the account is a mail of its own, since those who want no notices get it too.
    /// - Returns: when to try again, if the last mail was queued less than `pause` ago.
    private static func mail(
        _ member: Member.ID, _ paces: Set<NoticePace>, _ association: Association, _ run: DueRun, in db: Writer
    ) throws -> Instant? {
        guard let found = try Member.find(member, in: db), let email = found.email.flatMap(EmailAddress.init(typed:))
        else { return nil }
        let chosen = try NoticePreferences(of: member, in: db)
        let notices = try waiting(of: member, since: run.now - oldest, in: db).filter { notice in
            paces.contains(chosen.pace(of: notice.event.kind))
        }
        let languages = run.site.resources.languages
        let language =
            chosen.language.flatMap { languages[$0.utf8] } ?? languages[run.site.configuration.language.utf8]
            ?? languages.first
        var next: Instant?
        for kind in [OutgoingMail.Kind.security, .notices] {
            let ofKind = notices.filter { $0.event.kind.isChoice == (kind == .notices) }
            guard let first = ofKind.first else { continue }
            if paces == [.immediate], let last = try lastMail(kind, to: member, in: db), last + pause > run.now {
                next = last + pause
                continue
            }
            try OutgoingMail(
                kind, key: "\(kind) \(member.rawValue) \(first.publicID) \(run.now.seconds)", to: email,
                member: member, language: language.tag, subject: subject(ofKind, association, language),
                body: body(found, ofKind, language)
            ).queue(at: run.now, in: db)
            // Also when the mail is not queued, so that it is not tried again at each run.
            for notice in ofKind {
                try db.run("UPDATE notice SET mailed_at = ?2 WHERE public_id = ?1", notice.publicID, run.now)
            }
        }
        return next
    }

    private static func waiting(of member: Member.ID, since moment: Instant, in db: Reader) throws -> [Notice] {
        try db.rows(
            """
            SELECT public_id, event, about, path, count, added_at, 0, cents FROM notice
             WHERE member_id = ?1 AND added_at > ?2 AND read_at IS NULL AND mailed_at IS NULL
               AND \(Notice.isShown) ORDER BY added_at LIMIT ?3
            """, member, moment, SiteLimits.noticesShown, decode: Notice.init(row:)
        ).compactMap(\.self)
    }

    private static func lastMail(
        _ kind: OutgoingMail.Kind, to member: Member.ID, in db: Reader
    ) throws -> Instant? {
        try db.first(
            "SELECT max(queued_at) FROM outgoing_mail WHERE member_id = ?1 AND kind = ?2", member,
            kind.rawValue
        ) { $0.optionalInt(0) }.flatMap(\.self).map(Instant.init(seconds:))
    }

    /// The words of the notice when there is one; the number of notices when there are several.
    private static func subject(_ notices: [Notice], _ association: Association, _ language: Language) -> String {
        if notices.count == 1, let notice = notices.first { return notice.words(language) }
        return language.messages.text(
            "notices.mail.subject", count: notices.count, ["association": association.name])
    }

    private static func body(_ member: Member, _ notices: [Notice], _ language: Language) -> [MailBlock] {
        let messages = language.messages
        return [.paragraph(messages.text("notices.mail.hello", ["name": member.name]))]
            + notices.map { .item($0.words(language), .notice($0.publicID)) }
            + [
                .button(messages.text("notices.mail.all"), .notices),
                .paragraph(messages.text("notices.mail.frequency")),
                .item(messages.text("notices.choose"), .noticePreferences),
            ]
    }
}
