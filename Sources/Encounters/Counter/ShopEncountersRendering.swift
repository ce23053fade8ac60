import Base
import SQLite
import Shell
import Shops
import Web

extension ShopEncounterHandlers {
    /// The page of a shop, with what was typed into a refused form. `?page=2` and `?avis=2` choose a page of the past
    /// encounters and of the answered reviews.
    static func page(
        _ shop: Shop, reply: RefusedReply? = nil, _ context: Context
    ) throws -> ShopEncountersPage {
        let member = try context.requireMember()
        let code = ShopCode(shop.code)
        return try context.read { db in
            let hasNotes = try !RecentEncounter.notedToday(by: member.id, at: shop.id, now: context.now, in: db).isEmpty
            let refused = reply.map { [FieldError(field: "reply-" + $0.review, text: $0.message)] } ?? []
            return ShopEncountersPage(
                shopName: shop.name, shopLink: context.link(.shop(shop)),
                visitPath: Link.visit(try EntryPoint.counter(of: shop.id, in: db) ?? shop.code).path,
                tableLink: context.link(.encounterTable(of: code)), counterLink: context.link(.counter(at: code)),
                hasNotes: hasNotes,
                reviews: member.may(.reply, shop) ? try reviews(of: shop, reply, in: db, context) : nil,
                record: member.may(.readEncounters, shop) ? try record(of: shop, member, in: db, context) : nil,
                errors: refused)
        }
    }

    /// The reviews to answer, and those answered.
    private static func reviews(
        of shop: Shop, _ reply: RefusedReply?, in db: Reader, _ context: Context
    ) throws -> ShopEncountersPage.Reviews {
        let link = Link.encounters(at: ShopCode(shop.code))
        let unanswered = try Review.unansweredCount(of: shop.id, in: db)
        let answered = try Review.publishedCount(of: shop.id, in: db) - unanswered
        let pages = Pagination(
            context.query["avis"].flatMap { Int($0) }, of: max(0, answered), size: ShopEncountersPage.answeredReviews
        ) { context.link(link.adding("avis", String($0)).at(fragment: "repondus")) }
        var waiting = try Review.unanswered(of: shop.id, limit: Review.aPage, in: db)
        if let refused = try reply.flatMap({ try Review.find($0.review, in: db) }),
            !waiting.contains(where: { $0.id == refused.id })
        {
            waiting.insert(refused, at: 0)
        }
        let shown = Set(waiting.map(\.id.rawValue))
        return ShopEncountersPage.Reviews(
            waiting: waiting.map { ShopReview($0, of: shop, refusing: reply, context) },
            answered: try Review.answered(of: shop.id, pages.rows, in: db).filter { !shown.contains($0.id.rawValue) }
                .map { ShopReview($0, of: shop, context) }, pages: pages)
    }

    /// The part for the shopkeepers: figures and past encounters.
    private static func record(
        of shop: Shop, _ member: Member, in db: Reader, _ context: Context
    ) throws -> ShopEncountersPage.Record {
        let past = try PastPage.of(shop, member, in: db, context)
        let initials = try StaffInitials.of(past.rows, at: shop.id, in: db)
        let weeks = try WeekCount.of(shop.id, last: WeekFigure.weeks, at: context.now, in: db)
        return ShopEncountersPage.Record(
            weeks: WeekFigure.shop(
                weeks, note: try FiguresNote.shop(shop.id, context, in: db), id: shop.code, context),
            twoViewsLink: context.link(.twoViews(of: ShopCode(shop.code))),
            past: past.rows.map { row($0, initials, context) }, newer: past.newer, older: past.older)
    }

    private static func row(
        _ encounter: RecentEncounter, _ initials: [Encounter.ID: String], _ context: Context
    ) -> ShopEncountersPage.Row {
        let source = encounter.source.map { context.say("encounter.source.\($0.rawValue)") } ?? ""
        let notedBy = initials[encounter.id]
        return ShopEncountersPage.Row(
            source: notedBy.map { context.say("counter.initials.by", ["source": source, "initials": $0]) } ?? source,
            day: context.language.date(encounter.metOn), isoDay: encounter.metOn.description,
            said: encounter.said(context), note: encounter.note)
    }
}

extension ShopReview {
    /// A published review, with the reply that was refused, if it is one to this review. A reply written on the counter
    /// returns to it.
    init(
        _ review: Review, of shop: Shop, refusing refused: ShopEncounterHandlers.RefusedReply? = nil,
        isOnCounter: Bool = false, _ context: Context
    ) {
        let mine = refused?.review == review.publicID ? refused : nil
        let typed = FormState([ReplyForm.text.name: mine?.text ?? review.reply?.text ?? ""], context)
        var text = typed.input(ReplyForm.text, id: "reply-" + review.publicID)
        text.error = mine?.message
        self.init(
            canReply: context.member?.may(.reply, shop) ?? false, words: ReviewWords(review, context),
            action: context.link(
                Link.reply(to: review, at: ShopCode(shop.code)).adding("from", isOnCounter ? "comptoir" : nil)),
            text: text,
            seen: review.reply.map { String($0.repliedAt.seconds) } ?? "")
    }
}

/// One page of the encounters before today.
private struct PastPage {
    let rows: [RecentEncounter]
    let newer: String?
    let older: String?

    /// The last page: the CSV table has the other encounters.
    private static let last = 50

    /// The page that the request names.
    static func of(_ shop: Shop, _ member: Member, in db: Reader, _ context: Context) throws -> PastPage {
        let page = min(max(context.query["page"].flatMap { Int($0) } ?? 1, 1), last)
        let start = (page - 1) * ShopEncountersPage.pastEncounters
        let (rows, hasMore) = try RecentEncounter.past(
            of: shop.id, seenBy: member.id, before: context.now.local.day,
            start..<(start + ShopEncountersPage.pastEncounters), in: db)
        func link(_ page: Int) -> String {
            let link = Link.encounters(at: ShopCode(shop.code))
            return context.link(link.adding("page", page == 1 ? nil : String(page)).at(fragment: "passe"))
        }
        return PastPage(
            rows: rows, newer: page > 1 ? link(page - 1) : nil, older: hasMore && page < last ? link(page + 1) : nil)
    }
}

extension RecentEncounter {
    /// «Très bien, sans achat, le prix»: only what was answered.
    func said(_ context: Context) -> String {
        let parts = [
            feeling.map { context.say("face.\($0)") },
            purchased.map { context.say($0 ? "week.bought" : "week.left") },
            reason.map { context.say("encounter.reason.\($0.rawValue)") },
        ].compactMap { $0 }
        return (parts.prefix(1) + parts.dropFirst().map(\.lowercasedFirst)).joined(separator: ", ")
    }
}

extension String {
    /// The text with its first letter in lower case.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
