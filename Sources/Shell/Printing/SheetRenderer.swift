import HTMLTemplate

/// Renders sheets as SVG off the loop: a page without a member, in one language.
package struct SheetRenderer: Sendable {
    private let pages: PageSet
    private let layout: Layout

    /// Sheets in the language of a request.
    package init(_ context: Context) {
        pages = context.loop.pages
        layout = Layout(
            language: context.language, base: "", association: context.association, member: nil, section: .none,
            assets: context.loop.resources.assetLinks, addresses: nil, translations: [], isAnswer: false,
            navigation: .none, flash: nil, isDevelopment: false, path: "")
    }

    /// The bytes of a sheet.
    package func callAsFunction<P: Page>(_ sheet: P) throws -> [UInt8] {
        try pages.render(sheet, layout, layout.language)
    }
}
