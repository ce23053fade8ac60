import HTMLTemplate
import Web

/// What a site is made of besides its storage: read once, the same for every association.
public struct SiteResources: Sendable {
    let assets: StaticFiles
    let assetLinks: AssetLinks
    let messages: [Messages]
    let unread: UnreadRequest
    let pages: PageSet
    let router: Router<NamedRoute>

    /// Reads templates, messages and files below `home`, binds every page, draws the map.
    /// - Throws: what is wrong with a template or a message, with file and line.
    public init(home: String) throws {
        assets = try StaticFiles(folder: home + "/Public", at: "/public/")
        assetLinks = AssetLinks(
            stylesheet: assets.url("chaland.css"), script: assets.url("chaland.js"), favicon: assets.url("favicon.svg"))
        let templates = home + "/Templates"
        messages = try Language.allCases.map { try MessageFiles.load($0, below: templates) }
        unread = UnreadRequest(messages)
        pages = try PageSet(folder: templates, messages: messages)
        router = try Router(siteMap.map { ($0.method, $0.path, NamedRoute($0)) })
    }
}
