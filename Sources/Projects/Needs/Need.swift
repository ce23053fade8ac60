import Base
import SQLite
import Shell
import Shops

/// What a member looks for, offers or can do for the others: one sentence with a last day.
package struct Need: Sendable, Equatable {
    /// The row of a need. Addresses use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// What its author writes.
    package struct Details: Sendable, Equatable {
        package var kind: NeedKind
        /// One sentence.
        package var text: String
        /// Its last day.
        package var until: Day

        package init(_ kind: NeedKind, _ text: String, until: Day) {
            (self.kind, self.text, self.until) = (kind, text, until)
        }

        var endsAt: Instant { LocalTime(day: until.adding(days: 1), minute: 0).instant }
    }

    /// Who closed it before its last day, and the reason that a moderator gave its author.
    struct End: Sendable, Equatable {
        let at: Instant
        let by: Member.ID
        let name: String
        let reason: String
    }

    package let id: ID
    package let publicID: String
    package let details: Details
    let author: Member.ID
    let authorName: String
    let shop: Project.ShopName?
    let addedAt: Instant
    let end: End?
    /// The project it became.
    let project: (publicID: String, title: String)?

    /// The same row with the same text and end. The names of author, shop and project are not compared.
    package static func == (one: Need, other: Need) -> Bool {
        one.id == other.id && one.details == other.details && one.end == other.end
    }

    /// Whether its author closed it.
    var isSettled: Bool { end?.by == author }
    /// Whether a moderator closed it.
    var isRemoved: Bool { end != nil && !isSettled }

    /// Whether the others can answer.
    func isOpen(on day: Day) -> Bool { end == nil && details.until >= day }

    /// Members see all; of those that a moderator removed only their own.
    func isVisible(to member: Member) -> Bool { !isRemoved || isClosable(by: member) }

    /// Whether they may close it and read who closed it.
    func isClosable(by member: Member) -> Bool { member.id == author || member.may(.moderate) }

    /// Whether they may bring it back: an author cannot bring back what a moderator removed.
    func isRestorable(by member: Member) -> Bool {
        guard let end else { return false }
        return end.by == member.id || (isRemoved && member.may(.moderate))
    }
}

/// The kinds of needs. Stored as the raw value; one that is not listed here is read as `seeking`.
package enum NeedKind: String, Sendable, CaseIterable {
    /// «Je cherche».
    case seeking
    /// «Je propose».
    case offering
    /// «Je sais faire».
    case skill

    package func words(_ context: Context) -> String { context.say("need.kind.\(rawValue)") }
}

extension Need.ID: Bindable {}
