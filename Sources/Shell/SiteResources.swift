import Base
import HTMLTemplate
import Web

/// Templates, messages, static files and routes: read once, the same for every association.
package struct SiteResources: Sendable {
    let assets: StaticFiles
    let assetLinks: AssetLinks
    package let languages: Languages
    let malformedRequest: MalformedRequestPage
    /// The bound templates.
    package let pages: PageSet
    let router: Router<NamedRoute>
    /// Every URL and every feature.
    package let map: SiteMap

    /// The address of a file of `Public`.
    package func assetLink(_ name: String) -> String { assets.url(name) }
    /// Its bytes.
    package func assetBytes(_ name: String) -> [UInt8] { assets.bytes(name) }

    /// Reads templates, messages and files below `home` and binds every route of `map`.
    /// - Parameter checksPages: whether every page is bound now: see `PageSet`.
    /// - Throws: what is wrong with a template or a message, with file and line.
    package init(home: String, map: SiteMap, checksPages: Bool) throws {
        self.map = map
        assets = try StaticFiles(folder: home + "/Public", at: UnroutedPath.files)
        assetLinks = AssetLinks(
            stylesheet: assets.url("chaland.css"), streetStylesheet: assets.url("street.css"),
            script: assets.url("chaland.js"),
            visitScript: assets.url("visit.js"), nearScript: assets.url("near.js"), favicon: assets.url("favicon.svg"))
        let templates = home + "/Templates"
        languages = try Languages(below: templates)
        malformedRequest = MalformedRequestPage(languages)
        pages = try PageSet(map.pages, folder: templates, messages: languages.all.map(\.messages))
        if checksPages { try pages.check() }
        router = try Router(map.routes.map { ($0.method, $0.path, NamedRoute($0, label: map.names.index(of: $0))) })
    }
}
