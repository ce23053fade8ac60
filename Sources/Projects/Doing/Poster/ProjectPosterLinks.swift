import Shell
import Web

extension Link {
    /// The poster of a project; a POST makes its code.
    package static func projectPoster(_ project: Project) -> Link {
        Link(local: "/projets/\(project.publicID)/affiche")
    }
}
