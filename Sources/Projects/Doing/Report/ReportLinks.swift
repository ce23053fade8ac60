import Shell
import Web

extension Link {
    /// All projects by stage, for the board.
    package static let portfolio = Link(local: "/projets/tableau")

    /// What a project brought.
    package static func report(of project: Project) -> Link { Link.report(of: project.publicID) }

    package static func report(of project: String) -> Link { Link(local: "/projets/\(project)/bilan") }

    package static func editReport(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/modifier")
    }

    package static func answerReport(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/reponse")
    }

    package static func endProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/fin")
    }

    package static func resumeProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/reprise")
    }

    package static func publishSummary(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/publication")
    }

    package static func unpublishSummary(of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/bilan/depublication")
    }

    /// Begins the next edition.
    package static func continueProject(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/suite")
    }
}
