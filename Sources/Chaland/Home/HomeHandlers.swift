import HTTP
import SQLite
import Web

enum HomeHandlers {
    /// A reply is late for the street after so many seconds: our median aims below.
    private static let replyIsLate = Int.hours(48)

    /// The member's home.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db in
            HomePage(
                shopCount: try DirectorySnapshot.current(context).lines.count,
                invitedCount: try Invitation.sentCount(in: db),
                needsPassword: !member.hasPassword,
                street: member.role == .president ? try street(in: db, context) : nil,
                shops: try member.shops.map { try ownShop($0, in: db, context) },
                latestProjects: try LatestProjects.of(context))
        }
        return try context.render(page)
    }

    private static func street(in db: Reader, _ context: Context) throws -> HomePage.Street {
        let today = context.now.local.day
        let weeks = try WeekCount.street(last: WeekFigure.weeks, upTo: today, in: db)
        return HomePage.Street(
            week: weeks.last?.outcomes ?? Outcomes(), weeks: WeekFigure.street(weeks, context),
            reviewsToRead: try Moderation.reviewsWaiting(in: db),
            reviewsUnanswered: try Review.unansweredCount(since: context.now - replyIsLate, in: db),
            shopsHeld: try Moderation.shopsWithHeld(in: db))
    }

    private static func ownShop(
        _ shop: Member.KeptShop, in db: Reader, _ context: Context
    ) throws -> HomePage.OwnShop {
        let path = "/boutiques/\(shop.code.lowercased())"
        let today = context.now.local.day
        return HomePage.OwnShop(
            name: shop.name, link: context.link(Shop.path(name: shop.name, code: shop.code)),
            encountersLink: context.link(path + "/rencontres"), editLink: context.link(path + "/modifier"),
            week: try WeekCount.of(shop.id, last: 1, upTo: today, in: db).first ?? WeekCount(week: today.monday),
            unanswered: try Review.unansweredCount(of: shop.id, in: db),
            noting: NoteButtons(shop.code, from: "accueil", context))
    }
}
