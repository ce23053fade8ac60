import Base
import HTMLTemplate
import HTTP
import Shell

/// Who publishes and who hosts this site (loi n° 2004-575 du 21 juin 2004, art. 1-1), from the association's settings.
struct LegalNoticePage: Page {
    static let template = "association/legal"
    let publisher: [Fact]
    /// Name, address and telephone, one per line; nil until the association has filled in at least one.
    let host: String?
    var canonicalLink: Link? { .legalNotice }

    struct Fact: PageModel {
        let label: String
        let text: String

        static let fields: [Field<Fact>] = [.text("label") { $0.label }, .text("text") { $0.text }]
    }

    static let fields: [Field<LegalNoticePage>] = [
        .list("publisher") { $0.publisher }, .optionalText("host") { $0.host },
    ]

    init(_ settings: AssociationSettings, presidents: [String], _ context: Context) {
        let director =
            presidents.isEmpty ? context.say("legal.director.presidency") : presidents.joined(separator: ", ")
        let facts = [
            (context.say("legal.regime"), settings.regime?.name(context) ?? ""),
            (context.say("legal.registration"), settings.registration),
            (context.say("legal.siret"), Siret(typed: settings.siret)?.grouped ?? ""),
            (context.say("legal.seat"), settings.seat), (context.say("legal.phone"), settings.phone),
            (context.say("legal.email"), settings.email), (context.say("legal.director"), director),
        ]
        publisher = facts.filter { !$0.1.isEmpty }.map(Fact.init)
        let lines = [settings.hostName, settings.hostAddress, settings.hostPhone].filter { !$0.isEmpty }
        host = lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}

extension AssociationHandlers {
    /// The legal notice, without the lines that the association has not filled in.
    static func legalNotice(_ request: Request, _ context: Context) async throws -> Response {
        let page = try context.read { db in
            let association = context.association
            let settings =
                try AssociationSettings.current(in: db)?.settings
                ?? AssociationSettings(name: association.name, town: association.town)
            return LegalNoticePage(settings, presidents: try AssociationSettings.presidents(in: db), context)
        }
        return try context.render(page)
    }
}
