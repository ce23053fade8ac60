import Base
import Shell
import Web

extension Link {
    /// The people of a project; a POST adds a lead.
    package static func projectPeople(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/personnes")
    }

    /// The member with this public id carries the project too.
    package static func addProjectLead(_ member: String, to project: Project) -> Link {
        projectPeople(project).adding(ProjectPeopleHandlers.person, member)
    }

    package static func endProjectLead(_ member: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/personnes/\(member)/fin")
    }
}

extension Link {
    /// The documents of a project; a POST adds one.
    package static func documents(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents")
    }

    /// A document with this public id: its file.
    package static func document(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)")
    }

    package static func removeDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/retrait")
    }

    package static func restoreDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/retablissement")
    }

    package static func publishDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/publication")
    }

    package static func hideDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/depublication")
    }
}

extension Link {
    /// The amendments of a project; a POST proposes one.
    package static func amendments(_ project: Project) -> Link { amendments(project.publicID) }

    package static func amendments(_ publicID: String) -> Link { Link(local: "/projets/\(publicID)/amendements") }

    /// The decision about an amendment with this public id.
    package static func amendment(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/amendements/\(publicID)")
    }

    package static func reopenAmendment(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/amendements/\(publicID)/attente")
    }

    package static func withdrawAmendment(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/amendements/\(publicID)/retrait")
    }
}

extension Link {
    /// The experts of a project; a POST invites one.
    package static func experts(_ project: Project) -> Link { Link(local: "/projets/\(project.publicID)/experts") }

    /// A new link for the expert with this public id.
    package static func renewExpert(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/experts/\(publicID)/lien")
    }

    package static func endExpert(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/experts/\(publicID)/fin")
    }

    package static func eraseExpert(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/experts/\(publicID)/effacement")
    }

    /// The project for its expert; a POST signs an opinion.
    package static func expertise(_ secret: Secret) -> Link { Link(local: "/expertise/\(secret.grouped)") }

    package static func expertDocument(_ publicID: String, _ secret: Secret) -> Link {
        Link(local: "/expertise/\(secret.grouped)/documents/\(publicID)")
    }
}
