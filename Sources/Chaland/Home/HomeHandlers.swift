import Base
import Encounters
import Projects
import Shell
import Shops
import HTTP
import SQLite
import Web

enum HomeHandlers {
    /// Seconds after publication when a review without a reply is counted on the home page.
    private static let replyIsLate = Int.hours(48)

    /// The member's home.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db in
            let shops = try DirectorySnapshot.current(context).lines.count
            let invited = try Invitation.sentCount(in: db)
            return HomePage(
                shopCount: shops, invitedCount: invited,
                hasFirstSteps: member.may(.importShops) && (shops == 0 || invited == 0),
                needsPassword: !member.hasPassword,
                lacksLegalNotice: try member.may(.changeSettings)
                    && AssociationSettings.current(in: db)?.settings.missing.isEmpty == false,
                hasUnknownProxy: member.may(.changeSettings) && context.site.unknownProxy.isSeen,
                street: member.may(.readFigures) ? try street(member, in: db, context) : nil,
                shops: try member.workplaces(may: .note).map { try ownShop($0, member, in: db, context) },
                latestProjects: try LatestProjects.of(context))
        }
        return try context.render(page)
    }

    private static func street(_ member: Member, in db: Reader, _ context: Context) throws -> HomePage.Street {
        let weeks = try WeekCount.association(last: WeekFigure.weeks, at: context.now, in: db)
        let note = try FiguresNote.association(context, in: db)
        return HomePage.Street(
            week: weeks.last?.outcomes ?? Outcomes(), weekOf: weekOf(weeks.last?.week, context),
            weeks: WeekFigure.association(weeks, note: note, context),
            reviewsToRead: try Moderation.reviewsWaiting(in: db),
            reviewsUnanswered: try Review.unansweredCount(since: context.now - replyIsLate, in: db),
            shopsHeld: try Moderation.shopsWithBursts(in: db),
            projectsToRead: member.may(.publishProjects) ? try ProjectSearch.waitingCount(in: db) : 0)
    }

    /// «30 nov.»: the Monday of a week.
    private static func weekOf(_ week: Day?, _ context: Context) -> String {
        context.language.shortDate(week ?? context.now.local.day.monday)
    }

    private static func ownShop(
        _ place: Workplace, _ member: Member, in db: Reader, _ context: Context
    ) throws -> HomePage.OwnShop {
        let code = ShopCode(place.code)
        let isReader = member.may(.readEncounters, place)
        let week = isReader ? try WeekCount.of(place.shop, last: 1, at: context.now, in: db).first : nil
        return HomePage.OwnShop(
            name: place.name, link: context.link(.shop(name: place.name, code: place.code)),
            encountersLink: context.link(.encounters(at: code)), editLink: context.link(.editShop(code)),
            canEdit: member.may(.edit, place),
            imported: member.may(.edit, place) ? try imported(place.shop, in: db, context) : nil,
            week: isReader
                ? HomePage.Week(
                    outcomes: week?.all ?? Outcomes(), weekOf: weekOf(week?.week, context),
                    note: try FiguresNote.shop(place.shop, context, in: db)) : nil,
            unanswered: member.may(.reply, place) ? try Review.unansweredCount(of: place.shop, in: db) : 0,
            noting: NoteButtons(code, from: "accueil", context),
            today: member.may(.announceAbsence, place)
                ? try TodayAtShop.of(place.shop, code, context, in: db) : nil)
    }

    /// «La liste du 3 mars 2026 a changé votre fiche (téléphone).»
    private static func imported(_ shop: Shop.ID, in db: Reader, _ context: Context) throws -> String? {
        guard let change = try ImportedChange.last(of: shop, in: db) else { return nil }
        let fields = change.labels.map { context.say($0).lowercased() }.joined(separator: ", ")
        let date = context.language.date(change.confirmedAt.local.day)
        return context.say("home.ownShop.imported", ["date": date, "fields": fields])
    }
}
