/// A shared project: what some shops of the street want to do together.
struct Project: Sendable, Equatable {
    /// The row of a project; outside, `publicID` names it.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// Who proposed it: a member, for one of their shops or for the association.
    struct Proposer: Sendable, Equatable {
        let member: Member.ID
        let name: String
        let shop: ShopName?
    }

    /// Who took it back, and when.
    struct Withdrawal: Sendable, Equatable {
        let at: Instant
        let by: Member.ID
    }

    /// A shop as a project names it; `path` is nil once the shop has left the street.
    struct ShopName: Sendable, Equatable {
        let name: String
        let path: String?
    }

    let id: ID
    let publicID: String
    let details: ProjectDetails
    let proposer: Proposer
    let proposedAt: Instant
    /// When the association showed it to everybody; nil: members only.
    let publicAt: Instant?
    let withdrawal: Withdrawal?
    /// Counts its changes, so that two people editing at once are told.
    let version: Int

    var path: String { Project.path(publicID) }

    static func path(_ publicID: String) -> String { "/projets/" + publicID }

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
    var scope: Scope { .project(id.rawValue) }
}

/// Everything about a project that people write.
struct ProjectDetails: Sendable, Equatable {
    var title: String
    /// What it is, in the proposer's words.
    var purpose: String
    /// When, in free words: «premier week-end de décembre».
    var happens = ""
    var budget: Money?
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
