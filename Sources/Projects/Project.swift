import Base
import Shell
import Shops

/// A shared project: what some shops of the street want to do together.
package struct Project: Sendable, Equatable {
    /// The row of a project; outside, `publicID` names it.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// Who proposed it: a member, for one of their shops or for the association.
    package struct Proposer: Sendable, Equatable {
        package let member: Member.ID
        package let name: String
        package let shop: ShopName?
    }

    /// Who took it back, and when.
    struct Withdrawal: Sendable, Equatable {
        package let at: Instant
        package let by: Member.ID
    }

    /// A shop as a project names it; `link` is nil once the shop has left the street.
    package struct ShopName: Sendable, Equatable {
        package let name: String
        package let link: Link?
    }

    package let id: ID
    let publicID: String
    package let details: ProjectDetails
    package let proposer: Proposer
    let proposedAt: Instant
    /// When the association showed it to everybody; nil: members only.
    let publicAt: Instant?
    let withdrawal: Withdrawal?
    /// Counts its changes, so that two people editing at once are told.
    package let version: Int

    /// Whether they may change and withdraw it: its proposer may, and who has the right to.
    func isEditable(by member: Member) -> Bool { member.may(.edit, self) || proposer.member == member.id }

    /// Guests see what the association shows; members what is not withdrawn; a withdrawn one only who can bring it back.
    func isVisible(to member: Member?) -> Bool {
        guard let member else { return publicAt != nil && withdrawal == nil }
        return withdrawal == nil || isEditable(by: member)
    }

    /// Whether they may bring it back: what the presidency withdrew, its proposer cannot.
    func isRestorable(by member: Member) -> Bool {
        guard let withdrawal else { return false }
        return member.may(.edit, self) || withdrawal.by == member.id
    }
}

extension Project: Scoped {
    package var scope: Scope { .project(id.rawValue) }
}

/// Everything about a project that people write.
package struct ProjectDetails: Sendable, Equatable {
    var title: String
    /// What it is, in the proposer's words.
    var purpose: String
    /// When, in free words: «premier week-end de décembre».
    var happens: String
    var budget: Money?

    package init(title: String, purpose: String, happens: String = "", budget: Money? = nil) {
        (self.title, self.purpose, self.happens, self.budget) = (title, purpose, happens, budget)
    }
}

/// What a list shows of a project.
struct ProjectSummary: Sendable, Equatable {
    let publicID: String
    let title: String
    /// The first words of its purpose, on one line.
    let beginning: String
    let happens: String
    let participants: Int
    let comments: Int
    let isPublic: Bool
    let isJoined: Bool
}

/// What a list of projects is asked for.
struct ProjectSearch: Sendable, Equatable {
    /// Whose projects.
    enum Scope: Sendable, Equatable {
        case all
        case shownPublicly
        /// Those in which one of `shops` takes part.
        case joined
    }

    var scope: Scope
    /// The shops the member speaks for: they are told in which projects these take part.
    var shops: [Shop.ID] = []
    /// Characters the page lets people search for.
    static let wordsLimit = 120

    /// As typed.
    var words = ""
}
