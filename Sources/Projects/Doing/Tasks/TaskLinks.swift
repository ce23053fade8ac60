import Shell
import Web

extension Link {
    /// The tasks of a project; a POST adds one.
    package static func tasks(of project: Project) -> Link { Link(local: "/projets/\(project.publicID)/taches") }

    package static func tasks(of project: String) -> Link { Link(local: "/projets/\(project)/taches") }

    package static func editTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/modifier")
    }

    package static func takeTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/prise")
    }

    package static func finishTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/fait")
    }

    package static func reopenTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/a-faire")
    }

    package static func removeTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/retrait")
    }

    package static func restoreTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/retablissement")
    }
}
