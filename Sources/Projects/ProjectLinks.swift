import Base
import Shell
import Shops
import Web

extension Link {
    /// The list of projects; a POST adds one.
    package static let projects = Link(local: "/projets")

    package static let newProject = Link(local: "/projets/nouveau")

    package static func project(_ project: Project) -> Link { Link.project(project.publicID) }

    package static func project(_ publicID: String) -> Link { Link(local: "/projets/\(publicID)") }

    /// Its dates for a calendar.
    package static func projectCalendar(_ publicID: String) -> Link {
        Link(local: "/projets/\(publicID)/agenda.ics")
    }

    /// The form of a project; a POST changes it.
    package static func editProject(_ project: Project) -> Link { Link(local: "/projets/\(project.publicID)/modifier") }

    package static func restoreProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/retablissement")
    }

    /// Shows the project, or its waiting text, to visitors.
    package static func publishProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/publication")
    }

    /// Refuses the waiting text of a public project; `restoreProjectChange` undoes it.
    package static func refuseProjectChange(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/refus")
    }

    package static func restoreProjectChange(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/refus/annulation")
    }

    package static func unpublishProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/depublication")
    }

    /// The shop with this code joins.
    package static func joinProject(_ project: Project, shop code: String) -> Link {
        Link(local: "/projets/\(project.publicID)/participation").adding("boutique", code)
    }

    /// The picture of a project, for those who may change it.
    package static func projectPicture(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/image")
    }

    /// The shop with this code leaves.
    package static func leaveProject(_ project: Project, shop code: String) -> Link {
        Link(local: "/projets/\(project.publicID)/depart").adding("boutique", code)
    }

    /// A comment on the page of its project.
    package static func comment(_ publicID: String, on project: Project) -> Link {
        Link.project(project).at(fragment: "c-" + publicID)
    }

    /// Removes a comment; `restoreComment` undoes it.
    package static func withdrawComment(_ publicID: String, on project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/commentaires/\(publicID)/retrait")
    }

    package static func restoreComment(_ publicID: String, on project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/commentaires/\(publicID)/retablissement")
    }
}
