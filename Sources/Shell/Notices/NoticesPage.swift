import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// The notices of a member, the latest first.
struct NoticesPage: Page {
    static let template = "notices/index"
    let lines: [NoticeLine]
    /// UTC seconds up to which the button marks notices as read; nil if none is unread.
    let seen: Int?
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<NoticesPage>] = [
        .list("lines") { $0.lines }, .optionalText("seen") { $0.seen.map(String.init) },
        .number("shown") { _ in SiteLimits.noticesShown },
        .flag("isFull") { $0.lines.count == SiteLimits.noticesShown },
    ]
}

/// A notice in a list, with the button that opens what it is about and marks it as read.
package struct NoticeLine: PageModel {
    let id: String
    let words: String
    let when: String
    let isNew: Bool

    package static let fields: [Field<NoticeLine>] = [
        .text("id") { $0.id }, .text("words") { $0.words }, .text("when") { $0.when }, .flag("isNew") { $0.isNew },
    ]

    init(_ notice: Notice, _ context: Context) {
        (id, words, isNew) = (notice.publicID, notice.words(context.language), !notice.isRead)
        when = context.language.moment(notice.addedAt)
    }

    /// The latest notices that this member has not read, for their home page.
    package static func unread(_ member: Member, in db: Reader, _ context: Context) throws -> [NoticeLine] {
        try Notice.latest(of: member.id, unreadOnly: true, limit: SiteLimits.noticesAtHome, in: db)
            .map { NoticeLine($0, context) }
    }
}

/// The notices of a member.
package enum NoticeHandlers {
    /// The notices of the last weeks, read and unread.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let notices = try context.read {
            try Notice.latest(of: member.id, unreadOnly: false, limit: SiteLimits.noticesShown, in: $0)
        }
        return try context.render(
            NoticesPage(
                lines: notices.map { NoticeLine($0, context) },
                seen: notices.contains { !$0.isRead } ? notices.first?.addedAt.seconds : nil))
    }

    /// The link in a mail: 303 to the page it is about; 404 for another member's. Changes nothing: mail scanners open
    /// links.
    package static func follow(_ request: Request, _ context: Context) async throws -> Response {
        let (member, id) = (try context.requireMember(), context.parameter("notice"))
        guard let link = try context.read({ try Notice.link(id, of: member.id, in: $0) }) else {
            throw Failure.notFound
        }
        return context.seeOther(link)
    }

    /// Marks a notice as read: 303 to the page it is about; 404 for another member's.
    package static func open(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now, id) = (try context.requireMember(), context.now, context.parameter("notice"))
        let link = try await context.write { try Notice.read(id, of: member.id, at: now, in: $0) }
        guard let link else { throw Failure.notFound }
        return context.seeOther(link)
    }

    /// Marks as read the notices that the page showed, not those added since: 303 to the page.
    package static func readAll(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember(), context.now)
        let seen = Int(try context.form()["seen"] ?? "").map { Instant(seconds: min(max($0, 0), now.seconds)) } ?? now
        try await context.write { try Notice.readAll(of: member.id, upTo: seen, at: now, in: $0) }
        return context.seeOther(.notices, flash: context.say("notices.allRead"))
    }
}
