import Base
import Shell
import Web

extension Link {
    /// The leads of a project; a POST adds one.
    package static func projectPeople(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/personnes")
    }

    /// Makes the member with this public id a lead too.
    package static func addProjectLead(_ member: String, to project: Project) -> Link {
        projectPeople(project).adding(ProjectPeopleHandlers.person, member)
    }

    /// A POST ends the lead of the member with this public id.
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

    /// A POST removes it.
    package static func removeDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/retrait")
    }

    /// A POST puts a removed one back.
    package static func restoreDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/retablissement")
    }

    /// A POST shows it to everyone who sees the project.
    package static func publishDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/publication")
    }

    /// A POST shows it to members only.
    package static func hideDocument(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/documents/\(publicID)/depublication")
    }
}

extension Link {
    /// The amendments of a project; a POST proposes one.
    package static func amendments(_ project: Project) -> Link { amendments(project.publicID) }

    /// The same, by the public id of the project.
    package static func amendments(_ publicID: String) -> Link { Link(local: "/projets/\(publicID)/amendements") }

    /// The decision about an amendment with this public id.
    package static func amendment(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/amendements/\(publicID)")
    }

    /// A POST makes a declined one wait again.
    package static func reopenAmendment(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/amendements/\(publicID)/attente")
    }

    /// A POST of its author withdraws it.
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

    /// A POST ends the link of the expert.
    package static func endExpert(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/experts/\(publicID)/fin")
    }

    /// A POST deletes the expert and their opinions for good.
    package static func eraseExpert(_ publicID: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/experts/\(publicID)/effacement")
    }

    /// The project for its expert; a POST signs an opinion.
    package static func expertise(_ secret: Secret) -> Link { Link(local: "/expertise/\(secret.grouped)") }

    /// The file of a document, for the expert.
    package static func expertDocument(_ publicID: String, _ secret: Secret) -> Link {
        Link(local: "/expertise/\(secret.grouped)/documents/\(publicID)")
    }
}
