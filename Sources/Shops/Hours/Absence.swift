import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// A short absence: «Fermé aujourd’hui» or «De retour à 15 h». Announced with one tap; expires by itself.
enum Absence {
    /// Stores an absence that lasts until `until`: a time today, or the end of the day.
    static func save(until: Instant, for shop: Shop.ID, in db: Writer) throws {
        try db.run("UPDATE shop SET absent_until_at = ?2 WHERE id = ?1", shop, until)
        try DirectoryStamp.renew(in: db)
    }

    /// Ends the absence: the opening hours apply again.
    static func end(for shop: Shop.ID, in db: Writer) throws {
        try db.run("UPDATE shop SET absent_until_at = NULL WHERE id = ?1", shop)
        try DirectoryStamp.renew(in: db)
    }

    /// The end of the day of `now`.
    static func endOfDay(_ now: LocalTime) -> Instant { LocalTime(day: now.day.adding(days: 1), minute: 0).instant }

    /// The moment of today that was chosen; nil for one that has passed or cannot be read.
    static func moment(typed: String, at now: LocalTime) -> Instant? {
        guard let minute = ClockTime.minute(typed: typed.trimmed), minute > now.minute, minute < OpeningHours.day else {
            return nil
        }
        return LocalTime(day: now.day, minute: minute).instant
    }

    /// The return times to choose from, in minutes of the day: each half hour of the next six hours, today only.
    static func choices(at now: LocalTime) -> [Int] {
        stride(from: (now.minute / 30 + 1) * 30, to: OpeningHours.day, by: 30).prefix(12).map { $0 }
    }
}

/// Today’s status of a shop on the home page of its members, and the buttons that change it.
package struct TodayAtShop: PageModel {
    let status: String?
    let isAbsent: Bool
    let absenceAction: String
    let returnAction: String
    let times: [Time]
    /// The page that the answer leads back to.
    let from: AbsencePage

    struct Time: PageModel {
        let value: String
        let text: String

        static let fields: [Field<Time>] = [.text("value") { $0.value }, .text("text") { $0.text }]
    }

    package static let fields: [Field<TodayAtShop>] = [
        .optionalText("status") { $0.status }, .flag("isAbsent") { $0.isAbsent },
        .text("absenceAction") { $0.absenceAction }, .text("returnAction") { $0.returnAction },
        .flag("hasTimes") { !$0.times.isEmpty }, .list("times") { $0.times },
        .text("from") { $0.from.rawValue },
    ]

    /// The status that public pages show now.
    package static func of(
        _ shop: Shop.ID, _ code: ShopCode, on page: AbsencePage, _ context: Context, in db: Reader
    ) throws -> TodayAtShop {
        let (hours, now) = (try OpeningHours.of(shop, in: db), context.now.local)
        let state = hours.state(at: now, context.association.calendar)
        return TodayAtShop(
            status: state.words(today: now.day, context), isAbsent: hours.isAbsent(at: now),
            absenceAction: context.link(.announceAbsence(of: code)),
            returnAction: context.link(.endAbsence(of: code)),
            times: Absence.choices(at: now).map { Time(value: ClockTime.text(minute: $0), text: context.clock($0)) },
            from: page)
    }
}

/// A page with the buttons of an absence.
package enum AbsencePage: String {
    case home = "accueil"
    case counter = "comptoir"

    /// The page that a form names; the home for any other name.
    init(_ name: String?) { self = name.flatMap(AbsencePage.init(rawValue:)) ?? .home }

    /// Its address at a shop.
    func link(_ shop: Shop) -> Link {
        switch self {
        case .home: .memberHome
        case .counter: .counter(at: ShopCode(shop.code))
        }
    }
}

/// A short absence of the people of a shop.
package enum AbsenceHandlers {
    /// Announces an absence until the time in the form, or until the end of the day: 303 with «Annuler». For a time
    /// that has passed or is invalid: 303 with an error message; nothing changes.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try own(context)
        let (form, now) = (try context.form(), context.now.local)
        let page = AbsencePage(form["from"])
        let isAllDay = form["all"] != nil
        guard let end = isAllDay ? Absence.endOfDay(now) : Absence.moment(typed: form["back"] ?? "", at: now) else {
            return context.seeOther(page.link(shop), flash: context.say("absence.past"), isError: true)
        }
        let (member, moment) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try Absence.save(until: end, for: shop.id, in: db)
            try Audit.record(.shopAbsent, shop.code, by: member, at: moment, in: db)
        }
        let words = OpenState.absence(until: end.local, at: now).words(today: now.day, context) ?? ""
        return context.seeOther(
            page.link(shop), flash: context.say("absence.saved", ["shop": shop.name, "status": words]),
            undo: Link.endAbsence(of: ShopCode(shop.code)).adding("from", page.rawValue))
    }

    /// Ends the absence: 303.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try own(context)
        let page = AbsencePage(try context.form()["from"] ?? context.query["from"])
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try Absence.end(for: shop.id, in: db)
            try Audit.record(.shopBack, shop.code, by: member, at: now, in: db)
        }
        return context.seeOther(page.link(shop), flash: context.say("absence.ended", ["shop": shop.name]))
    }

    private static func own(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: .announceAbsence, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }
}
