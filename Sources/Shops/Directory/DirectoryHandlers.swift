import HTMLTemplate
import HTTP
import Shell
import Web

/// The directory of shops.
package enum DirectoryHandlers {
    /// The directory by name, fifty shops a page. A page number out of range shows the nearest page. If nothing
    /// matches, the search is repeated with tolerance for typing errors. The response allows the page to ask the
    /// browser for its position.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let query = DirectoryQuery(context.query)
        let directory = try DirectorySnapshot.current(context)
        let exact = try directory.find(query, in: context.loop.reader)
        let isApproximate = exact.isEmpty && !query.words.isEmpty
        let found = isApproximate ? try directory.findNear(query, in: context.loop.reader) : exact
        var page = page(query, directory, found, context)
        page.noneOpen = try noneOpen(query, directory, found, context)
        page.isApproximate = isApproximate && !found.isEmpty
        var response = try context.render(page)
        response.mayLocate = true
        return response
    }

    /// When shops match the other filters and none is open now: the one that opens first.
    private static func noneOpen(
        _ query: DirectoryQuery, _ directory: DirectorySnapshot, _ found: [Int], _ context: Context
    ) throws -> DirectoryPage.NoneOpen? {
        guard query.openNow, found.isEmpty else { return nil }
        let closed = try directory.find(query.with { $0.openNow = false }, in: context.loop.reader)
        if closed.isEmpty { return nil }
        guard let (first, moment) = directory.first(of: closed) else { return DirectoryPage.NoneOpen() }
        return DirectoryPage.NoneOpen(
            opens: moment.firstOpening(today: directory.today, context), slug: directory.slug(of: first),
            name: directory.lines[first].name)
    }

    private static func page(
        _ query: DirectoryQuery, _ directory: DirectorySnapshot, _ found: [Int], _ context: Context
    ) -> DirectoryPage {
        let size = query.isNear ? SiteLimits.nearbyShops : SiteLimits.shopsAPage
        let pages = Pagination(query.page, of: found.count, size: size) { number in
            context.link(query.with { $0.page = number }.link)
        }
        let status = directory.statuses(context)
        let rows = found[pages.rows].map { position in
            let line = directory.lines[position]
            return DirectoryPage.Row(
                slug: directory.slug(of: position), name: line.name, trade: line.trade, address: line.address,
                map: directory.map(of: position), drawing: directory.drawing(of: position, sign: .icon),
                status: status(line), isOpen: line.isOpen, place: query.isNear ? line.place : nil)
        }
        let start = query.with { $0.page = 1 }
        return DirectoryPage(
            heading: context.say(query.isFiltered ? "directory.found" : "directory.heading", count: found.count),
            open: query.isFiltered || directory.openCount == 0
                ? nil : context.say("directory.openNow", count: directory.openCount),
            query: query.with { $0.page = pages.page }, besideTrade: query.besideTrade,
            chips: directory.chips(choosing: query.trade),
            tradeOptions: directory.trades.options(choosing: query.trade),
            streetOptions: directory.streets.options(choosing: query.street),
            withoutTradeLink: query.trade.isEmpty ? "" : context.link(start.with { $0.trade = "" }.link),
            openLink: context.link(start.with { $0.openNow.toggle() }.link), rows: rows,
            isEmptyDirectory: directory.lines.isEmpty, hasHours: directory.hasHours,
            nearLink: directory.hasPlaces
                ? context.link(start.with { $0.isNear = true }.link) : "", pages: pages)
    }
}
