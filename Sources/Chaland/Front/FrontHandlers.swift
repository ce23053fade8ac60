import Base
import Encounters
import HTTP
import Shell
import Shops
import Web

/// The front page.
enum FrontHandlers {
    /// Seconds after which a shop is no longer new.
    private static let newFor = Int.days(60)
    /// The most new shops shown.
    private static let newShops = 4
    /// News posts on the front page.
    private static let newsPosts = 2

    /// Shows what happens in the street today, this week, and lately.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let directory = try DirectorySnapshot.current(context)
        let page = FrontPage(
            heading: heading(directory, context), now: now(context), next: next(directory, context),
            houses: directory.houses(directory.street(limit: SiteLimits.frontShops), context),
            shopCount: directory.lines.count, chips: directory.chips,
            thisWeek: (try ThisWeek.projects(context) + ThisWeek.specialDays(directory, context)).byDay()
                + (try ThisWeek.deals(context)),
            news: try context.read { try NewsRow.shown(at: context.now, limit: newsPosts, context, in: $0) },
            newShops: directory.houses(newest(directory, context), context), reviews: try reviews(context),
            sharedImage: try SharedImage(of: .association, words: context.association.name, context))
        return try context.render(page)
    }

    /// «7 boutiques ouvertes»; the number of all shops when none has stated its hours.
    private static func heading(_ directory: DirectorySnapshot, _ context: Context) -> String {
        if directory.openCount > 0 { return context.say("front.open", count: directory.openCount) }
        if directory.hasHours { return context.say("front.open.none") }
        return directory.lines.isEmpty
            ? context.association.name : context.say("front.count", count: directory.lines.count)
    }

    /// «samedi 28 novembre, 11 h 40».
    private static func now(_ context: Context) -> String {
        let (language, now) = (context.language, context.now.local)
        let date = language.name(weekday: now.day.weekday) + " " + language.date(month: now.day.month, day: now.day.day)
        return context.say("front.now", ["date": date, "time": context.clock(now.minute)])
    }

    private static func next(_ directory: DirectorySnapshot, _ context: Context) -> FrontPage.Next? {
        guard let (first, moment) = directory.first(of: Array(directory.lines.indices)) else { return nil }
        return FrontPage.Next(
            slug: directory.slug(of: first), name: directory.lines[first].name,
            time: time(moment, today: context.now.local.day, context))
    }

    /// «à 14 h», «demain à 7 h», «mardi à 9 h», «le 3 août 2026 à 9 h».
    private static func time(_ moment: LocalTime, today: Day, _ context: Context) -> String {
        let time = context.clock(moment.minute)
        let ahead = moment.day.daysSince1970 - today.daysSince1970
        if ahead == 0 { return context.say("front.next.today", ["time": time]) }
        if ahead == 1 { return context.say("front.next.tomorrow", ["time": time]) }
        if ahead < 7 {
            let weekday = context.language.name(weekday: moment.day.weekday)
            return context.say("front.next.weekday", ["day": weekday, "time": time])
        }
        return context.say("front.next.date", ["date": context.language.date(moment.day), "time": time])
    }

    /// The newest shops; none while most of the directory is new.
    private static func newest(_ directory: DirectorySnapshot, _ context: Context) -> [Int] {
        let since = context.now - newFor
        let new = directory.lines.indices.filter { directory.lines[$0].createdAt > since }
        guard new.count * 2 <= directory.lines.count else { return [] }
        return new.sorted { directory.lines[$0].createdAt > directory.lines[$1].createdAt }.prefix(newShops).map { $0 }
    }

    private static func reviews(_ context: Context) throws -> FrontReviews? {
        try context.read { db -> FrontReviews? in
            guard let review = try Review.lastPublished(limit: 1, in: db).first else { return nil }
            let year = try Review.answered(since: context.now - .days(365), in: db)
            return FrontReviews(
                review: ReviewWords(review, context), shop: review.shopName,
                slug: Shop.slug(name: review.shopName, code: review.shopCode),
                share: FrontReviews.share(answered: year.answered, of: year.count, context))
        }
    }
}
