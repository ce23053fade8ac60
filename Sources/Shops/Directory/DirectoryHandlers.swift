import HTMLTemplate
import HTTP
import Web

enum DirectoryHandlers {
    /// The directory, fifty shops a page by name. A page that does not exist is the nearest one.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now.local
        var query = DirectoryQuery(context.query)
        // Before the rows are read: some that are newer than the state they are kept for are read again, older ones would not be.
        try context.loop.renewDirectory(at: now)
        if let page = kept(&query, context) { return try context.render(page) }
        let (menu, count, entries) = try context.read { db in
            let menu = try context.loop.directoryMenus.current(in: db)
            guard let selection = DirectorySelection(query, menu, at: now) else { return (menu, 0, [DirectoryEntry]()) }
            let count = selection.isWhole ? menu.shops : try selection.count(in: db)
            query.page = min(query.page, max(1, pageCount(count)))
            let offset = (query.page - 1) * SiteLimits.shopsAPage
            let entries = try selection.entries(
                limit: SiteLimits.shopsAPage, offset: offset, count: count, of: menu.shops, at: now, in: db)
            return (menu, count, entries)
        }
        let rows = rows(entries, today: now.day, context)
        if !query.isFiltered {
            context.loop.memory.keep(rows, of: query.page, context.language, menu)
        }
        return try context.render(page(query, menu, count: count, rows, context))
    }

    /// A page of the whole directory whose rows this loop has made already and which still hold; nil for any other.
    private static func kept(_ query: inout DirectoryQuery, _ context: Context) -> DirectoryPage? {
        guard !query.isFiltered, let menu = context.loop.memory.menu else { return nil }
        let number = min(query.page, max(1, pageCount(menu.shops)))
        guard let rows = context.loop.memory.rows(of: number, context.language) else { return nil }
        query.page = number
        return page(query, menu, count: menu.shops, rows, context)
    }

    private static func pageCount(_ count: Int) -> Int {
        (count + SiteLimits.shopsAPage - 1) / SiteLimits.shopsAPage
    }

    private static func rows(_ entries: [DirectoryEntry], today: Day, _ context: Context) -> [DirectoryPage.Row] {
        // Fifty shops share a handful of states: each is put into words once.
        var known: [OpenState: String?] = [:]
        return entries.map { entry in
            let status: String?
            if let words = known[entry.state] {
                status = words
            } else {
                status = entry.state.words(today: today, context)
                known[entry.state] = .some(status)
            }
            return DirectoryPage.Row(
                slug: entry.slug, name: entry.name, trade: entry.trade, address: entry.address, status: status,
                isOpen: entry.state.isOpen)
        }
    }

    private static func page(
        _ query: DirectoryQuery, _ menu: DirectoryMenu, count: Int, _ rows: [DirectoryPage.Row], _ context: Context
    ) -> DirectoryPage {
        func options(_ typed: String, _ choices: [DirectoryChoice], _ plain: HTML) -> HTML {
            guard let chosen = DirectoryMenu.choice(typed, among: choices) else { return plain }
            return DirectoryMenu.options(choices, chosen: chosen)
        }
        let first = query.with { $0.page = 1 }
        return DirectoryPage(
            heading: context.say(query.isFiltered ? "directory.found" : "directory.heading", count: count),
            query: query,
            tradeOptions: options(query.trade, menu.trades, menu.tradeOptions),
            streetOptions: options(query.street, menu.streets, menu.streetOptions),
            everyLink: context.link(first.with { $0.openNow = false }.path),
            openLink: context.link(first.with { $0.openNow = true }.path), rows: rows,
            isEmptyDirectory: menu.shops == 0,
            pages: Pagination(page: query.page, of: pageCount(count)) { number in
                context.link(query.with { $0.page = number }.path)
            })
    }
}
