import Base
import HTMLTemplate

/// Renders sheets as SVG off the loop: a page without a member, in one language.
package struct SheetRenderer: Sendable {
    private let pages: PageSet
    private let layout: Layout

    /// Sheets in the language of a request.
    package init(_ context: Context) {
        self.init(context.loop.pages, context.language, context.association, context.loop.resources.assetLinks)
    }

    /// Sheets without words, for a job.
    package init(_ site: Site, _ association: Association) {
        let resources = site.resources
        self.init(resources.pages, resources.languages.first, association, resources.assetLinks)
    }

    /// Mails in one language, for a job.
    init(_ site: Site, _ association: Association, _ language: Language) {
        self.init(site.resources.pages, language, association, site.resources.assetLinks)
    }

    private init(_ pages: PageSet, _ language: Language, _ association: Association, _ assets: AssetLinks) {
        self.pages = pages
        layout = Layout(
            language: language, base: "", association: association, member: nil, section: .none,
            assets: assets, addresses: nil, translations: [], elsewhere: nil, isAnswer: false,
            navigation: .none, flash: nil, isDevelopment: false, path: "")
    }

    /// The colours that the sheets are drawn in: part of what a job prints.
    package var colours: String { layout.association.theme?.rules ?? "" }

    /// The bytes of a sheet.
    package func callAsFunction<P: Page>(_ sheet: P) throws -> [UInt8] {
        try pages.render(sheet, layout, layout.language)
    }
}
