import Shell
import Web

extension Link {
    /// What members look for, offer and can do; a POST adds one.
    package static let needs = Link(local: "/entraide")

    /// A need, with what the member may read of the answers.
    package static func need(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)") }

    /// The form of a need; a POST changes it.
    package static func editNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/modifier") }

    /// A POST closes it before its last day.
    package static func closeNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/fin") }

    /// A POST brings a closed one back.
    package static func restoreNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/retablissement") }

    /// A POST writes to its author, or back to a correspondent.
    package static func answerNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/reponses") }

    /// A POST thanks a correspondent.
    package static func thankForNeed(_ publicID: String) -> Link { Link(local: "/entraide/\(publicID)/merci") }

    /// The form of a project that begins with the words of a need.
    package static func newProject(from need: String) -> Link { Link.newProject.adding("annonce", need) }
}
