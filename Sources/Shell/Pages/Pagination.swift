import HTMLTemplate

/// One page of a long list: the rows on it, and links to the pages beside it. Shown by `partials/pages`.
package struct Pagination: PageModel {
    /// From 1. If the requested page does not exist, the nearest one.
    package let page: Int
    /// At least 1.
    let pageCount: Int
    /// The positions of the rows on this page, from 0.
    package let rows: Range<Int>
    let previous: String?
    package let next: String?

    /// - Parameters:
    ///   - page: as requested; nil is the first.
    ///   - total: the rows of the whole list.
    ///   - size: the rows of one page.
    ///   - link: the address of a page.
    package init(_ page: Int?, of total: Int, size: Int, link: (Int) -> String) {
        pageCount = max(1, total / size + (total % size == 0 ? 0 : 1))
        self.page = min(max(page ?? 1, 1), pageCount)
        let start = (self.page - 1) * size
        rows = start..<max(start, min(start + size, total))
        previous = self.page > 1 ? link(self.page - 1) : nil
        next = self.page < pageCount ? link(self.page + 1) : nil
    }

    /// Nil when there is one page.
    package var ifLong: Pagination? { pageCount > 1 ? self : nil }

    package static let fields: [Field<Pagination>] = [
        .number("page") { $0.page }, .number("pageCount") { $0.pageCount }, .optionalText("previous") { $0.previous },
        .optionalText("next") { $0.next },
    ]
}
