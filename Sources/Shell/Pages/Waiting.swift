import Base
import HTMLTemplate
import SQLite

/// One thing that waits for a member: a line of their home, with the reason and one button.
package struct Waiting: PageModel {
    /// How soon it should be done.
    package enum Urgency: CaseIterable, Sendable {
        /// A person waits, and the site has promised an answer.
        case promised
        /// Something is missing that the association or the shop needs.
        case missing
        /// Worth a look.
        case useful
    }

    /// How soon it should be done; the home is in this order.
    package let urgency: Urgency
    /// «7 avis à lire».
    package let what: String
    /// «Le plus ancien attend depuis 3 jours.»
    package let why: String
    /// The words of its button.
    package let action: String
    package let link: Link
    /// The address of the link, with the language.
    let address: String

    /// A line whose button leads to `link`.
    package init(_ urgency: Urgency, _ what: String, why: String, action: String, _ link: Link, _ context: Context) {
        (self.urgency, self.what, self.why) = (urgency, what, why)
        (self.action, self.link, address) = (action, link, context.link(link))
    }

    package static let fields: [Field<Waiting>] = [
        .text("what") { $0.what }, .text("why") { $0.why }, .text("action") { $0.action },
        .text("link") { $0.address },
    ]
}

extension Context {
    /// What waits for this member in the association, the most urgent first.
    package func waiting(in db: Reader) throws -> [Waiting] {
        sorted(try loop.resources.map.features.flatMap { try $0.waiting(self, db) })
    }

    /// What waits for this member at one shop, the most urgent first.
    package func waiting(at place: Workplace, in db: Reader) throws -> [Waiting] {
        sorted(try loop.resources.map.features.flatMap { try $0.waitingAt(place, self, db) })
    }

    private func sorted(_ lines: [Waiting]) -> [Waiting] {
        Waiting.Urgency.allCases.flatMap { urgency in lines.filter { $0.urgency == urgency } }
    }

    /// «Le plus ancien attend depuis 3 jours.», of the oldest of several.
    package func oldest(_ moment: Instant?) -> String {
        guard let moment else { return "" }
        let days = now.local.day.daysSince1970 - moment.local.day.daysSince1970
        switch days {
        case ...0: return say("waiting.oldest.today")
        case 1: return say("waiting.oldest.yesterday")
        default: return say("waiting.oldest", count: days)
        }
    }
}
