import Base
import SQLite
import Shell
import Shops
import Web

extension ShopEncounterHandlers {
    /// The page of a shop, with what was typed into a refused form. `?page=2` and `?avis=2` choose a page of the past
    /// encounters and of the answered reviews.
    static func page(
        _ shop: Shop, errors: [FieldError] = [], reply: RefusedReply? = nil, _ context: Context
    ) throws -> ShopEncountersPage {
        let member = try context.requireMember()
        let code = ShopCode(shop.code)
        return try context.read { db in
            let notes = try TodayNotes.of(member, at: shop, now: context.now, in: db)
            let today = try RecentEncounter.notedToday(by: member.id, at: shop.id, now: context.now, in: db)
            let numbers = try NotedEncounter.numbers(of: member.id, at: shop.id, now: context.now, in: db)
            let refused = reply.map { [FieldError(field: "reply-" + $0.review, text: $0.message)] } ?? []
            return ShopEncountersPage(
                shopName: shop.name, shopLink: context.link(.shop(shop)),
                visitPath: Link.visit(try EntryPoint.counter(of: shop.id, in: db) ?? shop.code).path,
                tableLink: context.link(.encounterTable(of: code)), buttons: NoteButtons(code, from: "", context),
                todayWords: notes.words(context), today: today.map { row($0, own: numbers[$0.id], of: shop, context) },
                reviews: member.may(.reply, shop) ? try reviews(of: shop, reply, in: db, context) : nil,
                record: member.may(.readEncounters, shop) ? try record(of: shop, member, in: db, context) : nil,
                errors: errors + refused)
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
            waiting: waiting.map { review($0, of: shop, reply, context) },
            answered: try Review.answered(of: shop.id, pages.rows, in: db).filter { !shown.contains($0.id.rawValue) }
                .map { review($0, of: shop, nil, context) }, pages: pages)
    }

    /// What the shopkeepers read: figures and the past.
    private static func record(
        of shop: Shop, _ member: Member, in db: Reader, _ context: Context
    ) throws -> ShopEncountersPage.Record {
        let past = try PastPage.of(shop, member, in: db, context)
        let weeks = try WeekCount.of(shop.id, last: WeekFigure.weeks, at: context.now, in: db)
        return ShopEncountersPage.Record(
            weeks: WeekFigure.shop(
                weeks, note: try FiguresNote.shop(shop.id, context, in: db), id: shop.code, context),
            past: past.rows.map { row($0, own: nil, of: shop, context) }, newer: past.newer, older: past.older)
    }

    /// - Parameter number: identifies a note that the reader made today; nil for all other encounters.
    private static func row(
        _ encounter: RecentEncounter, own number: Int?, of shop: Shop, _ context: Context
    ) -> ShopEncountersPage.Row {
        // «Très bien, sans achat, le prix»: only what was answered.
        let parts = [
            encounter.feeling.map { context.say("face.\($0)") },
            encounter.purchased.map { context.say($0 ? "week.bought" : "week.left") },
            encounter.reason.map { context.say("encounter.reason.\($0.rawValue)") },
        ].compactMap { $0 }
        let said = (parts.prefix(1) + parts.dropFirst().map(\.lowercasedFirst)).joined(separator: ", ")
        return ShopEncountersPage.Row(
            source: encounter.source.map { context.say("encounter.source.\($0.rawValue)") } ?? "",
            day: context.language.date(encounter.metOn), machine: encounter.metOn.description,
            said: said, note: encounter.note,
            withdrawal: number.map { _ in context.link(.withdrawEncounter(at: ShopCode(shop.code))) },
            number: number.map(String.init) ?? "")
    }

    private static func review(
        _ review: Review, of shop: Shop, _ refused: RefusedReply?, _ context: Context
    ) -> ShopReview {
        let mine = refused?.review == review.publicID ? refused : nil
        let typed = FormState([ReplyForm.text.name: mine?.text ?? review.reply?.text ?? ""], context)
        var text = typed.input(ReplyForm.text, id: "reply-" + review.publicID)
        text.error = mine?.message
        return ShopReview(
            canReply: context.member?.may(.reply, shop) ?? false, words: ReviewWords(review, context),
            action: context.link(.reply(to: review, at: ShopCode(shop.code))), text: text,
            seen: review.reply.map { String($0.repliedAt.seconds) } ?? "")
    }
}

/// One page of the encounters before today.
private struct PastPage {
    let rows: [RecentEncounter]
    let newer: String?
    let older: String?

    /// The last page: the table has the rest.
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

extension String {
    /// The text with its first letter in lower case.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
