import Shell
import Web

extension Link {
    /// How the cost of a scenario is divided.
    package static func sharing(_ scenario: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/scenarios/\(scenario)/repartition")
    }

    /// The form of its key; a POST chooses the key.
    package static func editKey(_ scenario: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/scenarios/\(scenario)/repartition/modifier")
    }
}
