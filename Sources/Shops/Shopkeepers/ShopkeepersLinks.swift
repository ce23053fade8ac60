import Base
import Shell
import Web

extension Link {
    /// «L’équipe de la boutique».
    package static func people(of shop: ShopCode) -> Link { Link(local: "/boutiques/\(shop)/personnes") }

    /// One person of a shop; its form ends their access.
    package static func shopPerson(_ person: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/personnes/\(person)")
    }

    /// Saves the additional rights of a person.
    package static func teamRights(of person: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/personnes/\(person)/droits")
    }

    /// Restores the access of a person.
    package static func restoreAccess(of person: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/personnes/\(person)/retablissement")
    }

    /// The form that invites a person to the team.
    package static func newTeamInvitation(_ shop: ShopCode) -> Link { Link(local: "/boutiques/\(shop)/equipe") }

    /// The page with the code of an invitation.
    package static func teamInvitation(_ id: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/equipe/\(id)")
    }

    /// Ends an invitation.
    package static func revokeTeamInvitation(_ id: String, at shop: ShopCode) -> Link {
        Link(local: "/boutiques/\(shop)/equipe/\(id)/retrait")
    }
}
