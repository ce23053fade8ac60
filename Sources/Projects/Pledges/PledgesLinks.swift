import Shell
import Web

extension Link {
    /// The pledges to a project.
    package static func pledges(_ project: String) -> Link { Link(local: "/projets/\(project)/engagements") }

    /// The form of a call.
    package static func newCall(_ project: String) -> Link { Link(local: "/projets/\(project)/engagements/nouveau") }

    /// Opens a cancelled call again.
    package static func restoreCall(_ call: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/engagements/reprise").adding("appel", call)
    }
}
