import Shell
import Web

extension Link {
    /// What members look for, offer and can do; a POST adds one.
    package static let needs = Link(local: "/entraide")

    package static func need(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)") }

    package static func editNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/modifier") }

    package static func closeNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/fin") }

    package static func restoreNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/retablissement") }

    package static func answerNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/reponses") }

    package static func thankForNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/merci") }

    /// The form of a project that begins with the words of a need.
    package static func newProject(from need: String) -> Link { Link.newProject.adding("annonce", need) }
}
