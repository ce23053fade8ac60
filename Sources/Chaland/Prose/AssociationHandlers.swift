import Base
import HTTP
import Shell
import Web

/// Pages of prose, and the component gallery.
enum AssociationHandlers {
    /// How reviews are checked, ordered and answered (C. conso. art. L.111-7-2 and D.111-9 to D.111-12, ex D.111-16 to
    /// D.111-19).
    static func reviewRules(_ request: Request, _ context: Context) async throws -> Response {
        try prose(
            "reviews", link: .reviewRules,
            sections: ["who", "check", "delay", "order", "refusal", "reply", "reward", "figures"], context)
    }

    /// The component gallery, in development; 404 otherwise.
    static func style(_ request: Request, _ context: Context) async throws -> Response {
        guard context.site.configuration.isDevelopment else { throw Failure.notFound }
        return try context.render(StylePage())
    }

    private static func prose(_ name: String, link: Link, sections: [String], _ context: Context) throws -> Response {
        let values = [
            "threshold": String(SiteLimits.feelingThreshold), "kiosk": String(SiteLimits.kioskThreshold),
        ]
        let paragraphs = sections.map { section in
            ProsePage.Paragraph(
                heading: context.say("prose.\(name).\(section).title"),
                text: context.say("prose.\(name).\(section).text", values))
        }
        return try context.render(
            ProsePage(title: context.say("prose.\(name).title"), paragraphs: paragraphs, link: link))
    }
}
