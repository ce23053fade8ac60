import Shell
import Web

extension Link {
    /// The scenarios of a project side by side; a POST adds one.
    package static func scenarios(_ project: String) -> Link { Link(local: "/projets/\(project)/scenarios") }

    /// The form of a new scenario.
    package static func newScenario(_ project: String) -> Link { Link(local: "/projets/\(project)/scenarios/nouveau") }

    /// A scenario with its lines.
    package static func scenario(_ publicID: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/scenarios/\(publicID)")
    }

    /// The form of a scenario; a POST changes it.
    package static func editScenario(_ publicID: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/scenarios/\(publicID)/modifier")
    }

    /// A POST puts a removed one back.
    package static func restoreScenario(_ publicID: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/scenarios/\(publicID)/retablissement")
    }

    /// A POST undoes the choice.
    package static func undoScenarioChoice(_ project: String) -> Link {
        Link(local: "/projets/\(project)/choix/annulation")
    }
}
