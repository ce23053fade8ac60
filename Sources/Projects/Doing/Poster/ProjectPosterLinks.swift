import Shell
import Web

extension Link {
    /// The poster of a project; a POST makes its code.
    package static func projectPoster(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/affiche")
    }

    /// What the code on a poster leads to.
    package static func projectCode(_ code: String) -> Link { Link(local: "/p/\(code)") }
}
