import Base
import Shell
import HTTP
import Web

enum AssociationHandlers {
    /// What is stored about whom, why, and for how long (RGPD art. 13).
    static func privacy(_ request: Request, _ context: Context) async throws -> Response {
        try prose(
            "privacy", link: .privacy,
            sections: ["visitors", "authors", "members", "photos", "mail", "cookies", "rights", "trackers"],
            context)
    }

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
            "association": context.association.name, "town": context.association.town,
            "threshold": String(SiteLimits.feelingThreshold),
            "minutes": String(SiteLimits.changeCode / 60),
            "deviceDays": String(SiteLimits.knownDevice / .days(1)),
        ].merging(Retention.days(context.loop.resources.map.retention)) { $1 }
        let paragraphs = sections.map { section in
            ProsePage.Paragraph(
                heading: context.say("prose.\(name).\(section).title"),
                text: context.say("prose.\(name).\(section).text", values))
        }
        return try context.render(
            ProsePage(title: context.say("prose.\(name).title"), paragraphs: paragraphs, link: link))
    }
}
