import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The comparison on a page of codes: `?par=boutique&depuis=52&page=2`.
struct CodesView {
    /// Lines of a comparison on one page.
    private static let linesAPage = 40
    /// Nil for the association.
    let shop: Shop?
    private let grouping: CodeLine.Grouping
    private let period: CodesPeriod
    private let page: Int?

    init(of shop: Shop?, _ context: Context) {
        self.shop = shop
        let query = context.query
        grouping = shop == nil ? query["par"].flatMap(CodeLine.Grouping.init) ?? .medium : .code
        period = CodesPeriod(context)
        page = query["page"].flatMap { Int($0) }
    }

    private var link: Link { shop.map { .codes(of: ShopCode($0.code)) } ?? .codes }

    private func link(
        _ grouping: CodeLine.Grouping, _ period: [(name: String, value: String)], page: Int = 1
    ) -> Link {
        link.adding(
            QueryString(
                [(name: "par", value: grouping == .medium || shop != nil ? "" : grouping.rawValue)] + period
                    + [(name: "page", value: page > 1 ? String(page) : "")]))
    }

    /// Whether the chosen days are valid.
    var isValid: Bool { period.form.isValid }

    /// The page with a form, empty or as it was typed.
    func page(_ form: FormState, owners: [FormOption], _ context: Context) async throws -> CodesPage {
        let member = try context.requireMember()
        let found = try await figures(context)
        let lines = CodeLine.compare(
            found.codes, by: grouping, isOwn: shop != nil, showsAnswers: !period.hasDays, found.shown, found.whole,
            context)
        let note = try context.read { db in
            try shop.map { try FiguresNote.shop($0.id, context, in: db) } ?? FiguresNote.association(context, in: db)
        }
        let pages = Pagination(page, of: lines.count, size: Self.linesAPage) {
            context.link(link(grouping, period.parameters, page: $0))
        }
        let onPage = Array(lines[pages.rows])
        let owner = shop.map { EntryPoint.Owner.shop($0.id) } ?? .association
        return CodesPage(
            shopName: shop?.name, backLink: context.link(shop.map(Link.shop) ?? .memberHome),
            action: context.link(link),
            mayMake: shop != nil || member.may(.makeCodes), form: form,
            media: EntryPointForm.media(of: owner, chosen: form[EntryPointForm.medium], context), owners: owners,
            groupings: shop == nil ? groupings(context) : [], periods: period.tabs(context) { link(grouping, $0) },
            period: period.form, periodWords: period.words(context), showsAnswers: !period.hasDays, grouping: grouping,
            note: note,
            chart: CodeChart.svg(onPage, context), isCut: onPage.count > CodeChart.most,
            rows: onPage.map { CodeRow($0, context) }, pages: pages.ifLong)
    }

    private struct Found: Sendable {
        let codes: [PrintedCode]
        let shown, whole: [String: CodeFigures]
    }

    /// The codes and their figures. Those of all shops are read off the loop: 2,000 shops have 40,000 rows.
    private func figures(_ context: Context) async throws -> Found {
        let (shop, weeks, showsAnswers) = (shop?.id, period.weeks, !period.hasDays)
        let extent = shop.map(CodeFigures.Extent.shop) ?? .all
        let read: @Sendable (Reader) throws -> Found = { db in
            let codes = try shop.map { try PrintedCode.all(of: $0, in: db) } ?? PrintedCode.all(in: db)
            let brought = try CodeFigures.of(extent, in: weeks, db)
            let shown = showsAnswers ? brought : brought.mapValues(\.onlyOpens)
            let hasCosts = codes.contains { $0.details.cost != nil }
            return Found(
                codes: codes, shown: shown, whole: hasCosts ? try CodeFigures.of(extent, in: .all, db) : [:])
        }
        return shop == nil ? try await context.offload(.pages, read) : try context.read(read)
    }

    private func groupings(_ context: Context) -> [CodeTab] {
        CodeLine.Grouping.allCases.map { other in
            let title =
                switch other {
                case .medium: context.say("code.by.medium")
                case .shop: context.say("code.by.shop")
                case .project: context.say("code.by.project")
                case .code: context.say("code.by.code")
                }
            return CodeTab(
                title: title, link: context.link(link(other, period.parameters)), isCurrent: other == grouping)
        }
    }
}
