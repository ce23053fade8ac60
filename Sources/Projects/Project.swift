import Base
import Shell
import Shops

/// A project that several shops carry out together.
package struct Project: Sendable, Equatable {
    /// The row id of a project. Addresses use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// Who proposed it: a member, for one of their shops or for the association.
    package struct Proposer: Sendable, Equatable {
        package let member: Member.ID
        package let name: String
        /// Nil for the association.
        package let shop: ShopName?
    }

    /// Who withdrew it, and when.
    struct Withdrawal: Sendable, Equatable {
        package let at: Instant
        package let by: Member.ID
    }

    /// A shop named by a project; `link` is nil once the shop is removed.
    package struct ShopName: Sendable, Equatable {
        package let name: String
        package let link: Link?
    }

    package let id: ID
    package let publicID: String
    package internal(set) var details: ProjectDetails
    package let proposer: Proposer
    let proposedAt: Instant
    /// When its text last changed, or was made public.
    package internal(set) var changedAt: Instant
    /// When it became public; nil: members only.
    let publicAt: Instant?
    let withdrawal: Withdrawal?
    /// Incremented by each change; detects two people editing at once.
    package let version: Int
    /// Its other text; nil when there is none.
    var other: ProjectVersion?

    /// Whether they may edit and withdraw it.
    func isEditable(by member: Member) -> Bool { member.may(.edit, self) }

    /// Guests see public projects; members all that are not withdrawn. A withdrawn project is visible to those who can
    /// edit it.
    func isVisible(to member: Member?) -> Bool {
        guard let member else { return publicAt != nil && withdrawal == nil }
        return withdrawal == nil || isEditable(by: member)
    }

    /// Whether they may restore it: its lead cannot restore what the presidency withdrew.
    func isRestorable(by member: Member) -> Bool {
        guard let withdrawal, isEditable(by: member) else { return false }
        return member.may(.publishProjects) || withdrawal.by == member.id
    }
}

extension Project: Scoped {
    package var scope: Scope { .project(id.rawValue) }
    var pictures: PictureOwner { .project(id.rawValue) }
}

/// The fields of a project that people write.
package struct ProjectDetails: Sendable, Equatable {
    var title: String
    /// Its description.
    package var purpose: String
    /// When, in free words, while it has no date: «premier week-end de décembre».
    package var happens: String
    /// Where, in free words; empty while it is unknown.
    package var place: String
    /// In the order of their numbers.
    package var dates: [ProjectDate]
    var budget: Money?

    package init(
        title: String, purpose: String, happens: String = "", place: String = "", dates: [ProjectDate] = [],
        budget: Money? = nil
    ) {
        (self.title, self.purpose, self.happens, self.budget) = (title, purpose, happens, budget)
        (self.place, self.dates) = (place, dates)
    }
}

/// The columns of a project in a list.
struct ProjectSummary: Sendable, Equatable {
    let id: Project.ID
    let publicID: String
    let title: String
    /// The beginning of its purpose, on one line.
    let beginning: String
    let happens: String
    let place: String
    var dates: [ProjectDate] = []
    let participants: Int
    let comments: Int
    let isPublic: Bool
    /// A change of it waits for approval.
    let isWaiting: Bool
    let isJoined: Bool
    /// The small version of its picture.
    let picture: Link?
    let category: ProjectCategory?
    /// The stage that is now.
    var stage = ProjectStage.idea
}

/// The filters of a list of projects.
package struct ProjectSearch: Sendable, Equatable {
    /// Which projects.
    enum Scope: Sendable, Equatable {
        case all
        case shownPublicly
        /// Public projects with a change that waits for approval.
        case waiting
        /// Projects in which one of `shops` takes part.
        case joined
    }

    var scope: Scope
    /// Guests search and see the approved texts, members those of the rows.
    var isForGuests = false
    /// The shops the member represents; the list marks the projects these take part in.
    var shops: [Shop.ID] = []
    /// The most characters of a search.
    static let wordsLimit = 120

    /// As typed.
    var words = ""
    /// Nil for all.
    var category: ProjectCategory?
}
