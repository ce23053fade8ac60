import Shell
import Web

extension Link {
    /// The tasks of a project; a POST adds one.
    package static func tasks(of project: Project) -> Link { Link(local: "/projets/\(project.publicID)/taches") }

    /// The same, by the public id of the project.
    package static func tasks(of project: String) -> Link { Link(local: "/projets/\(project)/taches") }

    /// The form of a task; a POST changes it.
    package static func editTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/modifier")
    }

    /// A POST gives the task to the member.
    package static func takeTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/prise")
    }

    /// A POST marks it as done.
    package static func finishTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/fait")
    }

    /// A POST marks it as still to do.
    package static func reopenTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/a-faire")
    }

    /// A POST removes it.
    package static func removeTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/retrait")
    }

    /// A POST puts a removed one back.
    package static func restoreTask(_ task: String, of project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/taches/\(task)/retablissement")
    }
}
