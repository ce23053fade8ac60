import Shell
import Web

extension Link {
    /// All projects by stage, for the board.
    package static let portfolio = Link(local: "/projets/tableau")

    /// The report of a project.
    package static func report(of project: Project) -> Link { Link.report(of: project.publicID) }

    /// The same, by the public id of the project.
    package static func report(of project: String) -> Link { Link(local: "/projets/\(project)/bilan") }

    /// The form of its report; a POST writes it.
    package static func editReport(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/modifier")
    }

    /// A POST stores the answer of a shop.
    package static func answerReport(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/reponse")
    }

    /// A POST marks the project as over.
    package static func endProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/fin")
    }

    /// A POST marks the project as not over.
    package static func resumeProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/reprise")
    }

    /// A POST shows its summary to everyone.
    package static func publishSummary(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/publication")
    }

    /// A POST shows its summary to members only.
    package static func unpublishSummary(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/depublication")
    }

    /// Begins the next edition.
    package static func continueProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/suite")
    }
}
