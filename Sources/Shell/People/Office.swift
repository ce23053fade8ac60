/// A function in the association, at one shop or in one project. Stored as its raw value; its rights are in
/// `Rights.swift`. An office in the store that is not listed here has no rights.
package enum Office: String, Sendable, CaseIterable {
    case president
    case vicePresident = "vice-president"
    case treasurer
    case secretary
    case boardMember = "board-member"
    /// Runs a shop.
    case shopkeeper
    /// Works at a shop.
    case staff
    /// Works at a shop, and changes its page.
    case pageEditor = "page-editor"
    /// Works at a shop, and speaks for it.
    case spokesperson
    /// Leads a project; several people may share this office.
    case projectLead = "project-lead"

    /// The offices of the association that the page of a member grants and ends. The presidency is handed over instead.
    package static let given: [Office] = [.vicePresident, .treasurer, .secretary, .boardMember]

    /// Where an office is held.
    package enum Place: Sendable {
        case association, shop, project
    }

    package var place: Place {
        switch self {
        case .president, .vicePresident, .treasurer, .secretary, .boardMember: .association
        case .shopkeeper, .staff, .pageEditor, .spokesperson: .shop
        case .projectLead: .project
        }
    }

    /// Whether it is held at one shop.
    package var isOfShop: Bool { place == .shop }
}

/// Where an office or a right applies. The numbers are row ids; features conform their own types to `Scoped`.
package enum Scope: Sendable, Hashable {
    case association
    case shop(Int)
    case project(Int)

    var place: Office.Place {
        switch self {
        case .association: .association
        case .shop: .shop
        case .project: .project
        }
    }
}

/// An object that a right can apply to.
package protocol Scoped {
    /// The scope in which a right must be held to apply to this object.
    var scope: Scope { get }
}

/// An office a member holds now.
package struct HeldOffice: Sendable, Equatable {
    let office: Office
    let scope: Scope
}

/// A shop at which a member holds an office.
package struct Workplace: Sendable, Equatable, Scoped {
    /// The row of the shop.
    package let id: Int
    package let code: String
    package let name: String

    package var scope: Scope { .shop(id) }
}
