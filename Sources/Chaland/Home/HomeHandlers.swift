import Base
import Encounters
import HTTP
import Projects
import SQLite
import Shell
import Shops
import Web

/// A member’s home page.
enum HomeHandlers {
    /// Shows it. `?boutique=7kq2` chooses one of several shops; the first by name without it.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db in
            let places = member.workplaces(may: .note)
            let place = places.first { ShopCode($0.code).description == context.query["boutique"] } ?? places.first
            return HomePage(
                date: context.language.longDate(context.now.local.day),
                counter: try place.map { try counter($0, among: places, member, in: db, context) },
                desk: member.isOfAssociation || place == nil
                    ? try desk(member, hasCounter: place != nil, in: db, context) : nil,
                street: member.may(.readFigures) ? try street(in: db, context) : nil,
                latestProjects: try LatestProjects.of(context), latestNeeds: try LatestNeeds.of(context),
                notices: try NoticeLine.unread(member, in: db, context))
        }
        return try context.render(page)
    }

    /// The desk of the association.
    private static func desk(
        _ member: Member, hasCounter: Bool, in db: Reader, _ context: Context
    ) throws -> HomePage.Desk {
        HomePage.Desk(
            steps: member.may(.importShops) ? try steps(in: db, context) : nil,
            hasUnknownProxy: member.may(.changeSettings) && context.site.unknownProxy.isSeen,
            waiting: try context.waiting(in: db), isFirst: !hasCounter)
    }

    /// Nil once there are shops and invitations.
    private static func steps(in db: Reader, _ context: Context) throws -> HomePage.Steps? {
        let shops = try DirectorySnapshot.current(context).lines.count
        let invited = try Invitation.sentCount(in: db)
        return shops == 0 || invited == 0 ? HomePage.Steps(shopCount: shops, invitedCount: invited) : nil
    }

    private static func street(in db: Reader, _ context: Context) throws -> HomePage.Street {
        let weeks = try WeekCount.association(last: WeekFigure.weeks, at: context.now, in: db)
        let note = try FiguresNote.association(context, in: db)
        return HomePage.Street(
            week: week(weeks.last?.outcomes, of: weeks.last?.week, note, context),
            weeks: WeekFigure.association(weeks, note: note, context))
    }

    private static func week(
        _ outcomes: Outcomes?, of monday: Day?, _ note: String, _ context: Context
    ) -> HomePage.Week {
        HomePage.Week(
            outcomes: outcomes ?? Outcomes(),
            weekOf: context.language.shortDate(monday ?? context.now.local.day.monday), note: note)
    }

    private static func counter(
        _ place: Workplace, among places: [Workplace], _ member: Member, in db: Reader, _ context: Context
    ) throws -> HomePage.Counter {
        let code = ShopCode(place.code)
        let notes = try TodayNotes.of(member, at: place, now: context.now, in: db)
        return HomePage.Counter(
            name: place.name, choices: places.count > 1 ? choices(places, place, context) : [],
            today: notes.words(context), comparison: notes.comparison(context),
            waiting: try context.waiting(at: place, in: db)
                + (member.isOfAssociation ? [] : try context.waiting(in: db)),
            absence: member.may(.announceAbsence, place)
                ? try TodayAtShop.of(place.shop, code, on: .home, context, in: db) : nil,
            counterLink: context.link(.counter(at: code)), tools: tools(of: place, member, context),
            week: member.may(.readEncounters, place) ? try week(of: place, in: db, context) : nil)
    }

    /// What the member may open to run the shop.
    private static func tools(of place: Workplace, _ member: Member, _ context: Context) -> [HomePage.Tool] {
        let code = ShopCode(place.code)
        let all: [(right: Right, key: String, link: Link)] = [
            (.note, "encounter.shop.title", .encounters(at: code)),
            (.readEncounters, "comparison.title", .twoViews(of: code)),
            (.announceDeals, "deal.manage", .deals(at: code)),
            (.edit, "home.tools.hours", Link.editShop(code).at(fragment: "hours")),
            (.edit, "home.tools.page", .editShop(code)),
            (.makeCodes, "code.title", .codes(of: code)),
            (.manageKiosks, "kiosk.title", .kiosks(of: code)),
            (.managePeople, "people.title", .people(of: code)),
        ]
        return all.filter { member.may($0.right, place) }.map {
            HomePage.Tool(name: context.say($0.key), link: context.link($0.link))
        }
    }

    private static func choices(
        _ places: [Workplace], _ current: Workplace, _ context: Context
    ) -> [HomePage.Choice] {
        places.map {
            HomePage.Choice(
                name: $0.name, link: context.link(.memberHome(at: ShopCode($0.code))), isCurrent: $0.id == current.id)
        }
    }

    private static func week(of place: Workplace, in db: Reader, _ context: Context) throws -> HomePage.Week {
        let week = try WeekCount.of(place.shop, last: 1, at: context.now, in: db).first
        return self.week(
            week?.all, of: week?.week, try FiguresNote.shop(place.shop, context, in: db), context)
    }
}
