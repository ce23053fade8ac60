import Base
import SQLite
import Shell
import Shops
import Web

extension CounterHandlers {
    /// The counter of a shop, with the errors of a refused note.
    static func page(_ shop: Shop, errors: [FieldError] = [], _ context: Context) throws -> CounterPage {
        let member = try context.requireMember()
        let code = ShopCode(shop.code)
        let places = member.workplaces(may: .note)
        return try context.read { db in
            let numbers = try NotedEncounter.numbers(of: member.id, at: shop.id, now: context.now, in: db)
            let notes = try RecentEncounter.notedToday(by: member.id, at: shop.id, now: context.now, in: db)
            let isReader = member.may(.readEncounters, shop)
            return CounterPage(
                shopName: shop.name, choices: places.count > 1 ? choices(places, shop, context) : [],
                noting: NoteButtons((code, shop.trade, shop.name), context),
                today: try TodayNotes.of(shop.id, now: context.now, in: db).words(context),
                notes: notes.compactMap { note in
                    numbers[note.id].map { row(note, $0, of: code, context) }
                },
                week: isReader ? try CounterWeek.of(shop.id, in: db)?.words(context) ?? [] : [],
                review: member.may(.reply, shop) ? try review(of: shop, in: db, context) : nil,
                absence: member.may(.announceAbsence, shop)
                    ? try TodayAtShop.of(shop.id, code, on: .counter, context, in: db) : nil,
                neighboursLink: context.link(.neighbours(of: code)), recordLink: context.link(.encounters(at: code)),
                toolsLink: context.link(.memberHome(at: code).at(fragment: "boutique")),
                initials: try initials(member, at: shop, in: db, context),
                phone: CounterScript(code, member.id, context),
                queueScript: CounterScript.queue(context), counterScript: CounterScript.counter(context), errors: errors
            )
        }
    }

    /// The counters of these shops.
    static func choices(_ places: [Workplace], _ current: Shop?, _ context: Context) -> [CounterChoice] {
        places.map {
            CounterChoice(
                name: $0.name, link: context.link(.counter(at: ShopCode($0.code))),
                isCurrent: $0.id == current?.id.rawValue)
        }
    }

    private static func row(_ note: RecentEncounter, _ number: Int, of code: ShopCode, _ context: Context) -> NoteRow {
        NoteRow(
            said: note.said(context), withdrawal: context.link(.withdrawNote(at: code)), day: note.metOn.description,
            number: String(number))
    }

    /// The oldest review without a reply; nil when all have one.
    private static func review(of shop: Shop, in db: Reader, _ context: Context) throws -> CounterPage.WaitingReview? {
        guard let oldest = try Review.unanswered(of: shop.id, limit: 1, in: db).first else { return nil }
        return CounterPage.WaitingReview(
            title: context.say("counter.review", count: try Review.unansweredCount(of: shop.id, in: db)),
            review: ShopReview(oldest, of: shop, isOnCounter: true, context))
    }

    private static func initials(
        _ member: Member, at shop: Shop, in db: Reader, _ context: Context
    ) throws -> CounterPage.Initials {
        let since = try StaffInitials.firstDay(at: shop.id, in: db)
        let own = since == nil ? nil : StaffInitials.text(of: member.name)
        return CounterPage.Initials(
            told: own.map {
                context.say(
                    "counter.initials.told",
                    ["initials": $0, "day": since.map(context.language.shortDate) ?? ""])
            }, areShown: since != nil,
            action: member.may(.managePeople, shop) ? context.link(.staffInitials(at: ShopCode(shop.code))) : nil)
    }
}
