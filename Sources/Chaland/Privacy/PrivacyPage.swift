import Base
import HTMLTemplate
import HTTP
import Shell

/// What is stored about whom, why, and for how long (RGPD, art. 13), from the register of processing.
struct PrivacyPage: Page {
    static let template = "privacy/show"
    let parts: [Part]
    var canonicalLink: Link? { .privacy }

    struct Part: PageModel {
        let heading: String
        let text: String
        let entries: [RegisterEntry]

        static let fields: [Field<Part>] = [
            .text("heading") { $0.heading }, .text("text") { $0.text }, .list("entries") { $0.entries },
            .flag("hasEntries") { !$0.entries.isEmpty },
        ]
    }

    static let fields: [Field<PrivacyPage>] = [.list("parts") { $0.parts }]
}

/// An entry of the register of processing.
struct RegisterEntry: PageModel {
    let purpose: String
    let data: String
    let persons: String
    let recipients: String
    let terms: String
    let basis: String

    init(_ entry: PersonalData, _ context: Context) {
        (purpose, data, persons) = (entry.purpose(context), entry.data(context), entry.persons(context))
        (recipients, basis) = (entry.recipients(context), entry.basis(context))
        terms = entry.terms(context).joined(separator: " ")
    }

    static let fields: [Field<RegisterEntry>] = [
        .text("purpose") { $0.purpose }, .text("data") { $0.data }, .text("persons") { $0.persons },
        .text("recipients") { $0.recipients }, .text("terms") { $0.terms }, .text("basis") { $0.basis },
    ]
}

/// What the site stores about persons.
enum PrivacyHandlers {
    /// The privacy page. The entries of the register stand with the persons they name first.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let values = [
            "association": context.association.name, "threshold": String(SiteLimits.feelingThreshold),
            "kiosk": String(SiteLimits.kioskThreshold),
            "minutes": String(SiteLimits.changeCode / .minutes(1)),
            "deviceDays": String(SiteLimits.knownDevice / .days(1)),
            "sessionDays": String(SiteLimits.session / .days(1)),
        ]
        func part(_ section: String, _ persons: PersonalData.Persons? = nil) -> PrivacyPage.Part {
            let entries = context.loop.resources.map.personalData.filter { $0.persons.first == persons }
            return PrivacyPage.Part(
                heading: context.say("prose.privacy.\(section).title"),
                text: context.say("prose.privacy.\(section).text", values),
                entries: entries.map { RegisterEntry($0, context) })
        }
        let persons = PersonalData.Persons.allCases.map { part($0.rawValue, $0) }
        let others = ["photos", "mail", "cookies", "trackers", "rights"].map { part($0) }
        return try context.render(PrivacyPage(parts: [part("controller")] + persons + others))
    }
}
