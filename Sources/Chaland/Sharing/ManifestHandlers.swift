import Base
import Encounters
import FoundationEssentials
import HTTP
import Shell
import Web

/// The web manifest: what a phone shows when the site is put on its screen (https://www.w3.org/TR/appmanifest/).
private struct Manifest: Encodable {
    let name: String
    let short_name: String
    let lang: String
    let start_url: String
    let display: String
    let theme_color: String
    let background_color = "#f7f2e6"
    let icons: [Icon]

    struct Icon: Encodable {
        let src: String
        let sizes: String
        let type = "image/png"
        let purpose: String
    }
}

/// What a phone needs to put the site on its home screen.
enum ManifestHandlers {
    /// The manifest in the association’s name and colours.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let name = context.association.name
        return try manifest(name, short: name, start: .front, display: "minimal-ui", context)
    }

    /// The manifest of the counter, an app of its own beside the site.
    static func counter(_ request: Request, _ context: Context) async throws -> Response {
        let short = context.say("counter.title")
        let name = context.say("counter.manifest", ["association": context.association.name])
        return try manifest(name, short: short, start: .counter, display: "standalone", context)
    }

    private static func manifest(
        _ name: String, short: String, start: Link, display: String, _ context: Context
    ) throws -> Response {
        let icons = try [(192, "any"), (512, "any"), (512, "maskable")].map { side, purpose in
            let drawn = try context.read { try Drawing.rendition(AppIcons.subject(side), in: $0) }
            let link = drawn?.link.path ?? context.loop.resources.assetLink("icon-\(side).png")
            return Manifest.Icon(src: link, sizes: "\(side)x\(side)", purpose: purpose)
        }
        let association = context.association
        let manifest = Manifest(
            name: name, short_name: short, lang: context.language.tag,
            start_url: context.link(start), display: display,
            theme_color: (association.theme?.main ?? Theme.standardMain).description,
            icons: icons)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .data(Array(try encoder.encode(manifest)), type: "application/manifest+json", cache: .shared)
    }

    /// The icon that Apple’s devices ask for under this name.
    static func appleIcon(_ request: Request, _ context: Context) async throws -> Response {
        let drawn = try context.read { db in
            try Drawing.rendition(AppIcons.subject(180), in: db).flatMap { try Rendition.bytes($0.name, in: db) }
        }
        return .data(
            drawn ?? context.loop.resources.assetBytes("icon-180.png"), type: "image/png", cache: .shared)
    }
}
