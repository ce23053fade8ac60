import Base
import Encounters
import HTTP
import Shell
import Web

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
            return WebManifest.Icon(link, side: side, purpose: purpose)
        }
        return try WebManifest(
            name: name, shortName: short, lang: context.language.tag, start: context.link(start), display: display,
            theme: (context.association.theme?.main ?? Theme.standardMain).description, icons: icons
        ).response(cache: .shared)
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
