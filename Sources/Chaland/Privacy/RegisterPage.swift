import HTMLTemplate
import HTTP
import Shell

/// The register of processing activities (RGPD, art. 30), to print.
struct RegisterPage: Page {
    static let template = "privacy/register"
    let facts: [LegalNoticePage.Fact]
    let entries: [RegisterEntry]
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<RegisterPage>] = [.list("facts") { $0.facts }, .list("entries") { $0.entries }]

    init(_ settings: AssociationSettings, _ context: Context) {
        func joined(_ texts: [String]) -> String {
            let text = texts.filter { !$0.isEmpty }.joined(separator: ", ")
            return text.isEmpty ? context.say("register.missing") : text
        }
        let facts = [
            (context.say("register.controller"), settings.name),
            (context.say("register.seat"), joined([settings.seat])),
            (context.say("register.contact"), joined([settings.email, settings.phone])),
            (context.say("register.host"), joined([settings.hostName, settings.hostAddress, settings.hostPhone])),
            (context.say("register.transfers"), context.say("register.transfers.text")),
            (context.say("register.security"), context.say("register.security.text")),
        ]
        self.facts = facts.map(LegalNoticePage.Fact.init)
        entries = context.loop.resources.map.personalData.map { RegisterEntry($0, context) }
    }
}

/// The register of processing (RGPD, art. 30).
enum RegisterHandlers {
    /// The register; the route checks the right.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let association = context.association
        let settings =
            try context.read { try AssociationSettings.current(in: $0)?.settings }
            ?? AssociationSettings(name: association.name, town: association.town)
        return try context.render(RegisterPage(settings, context))
    }
}
