import Shell
import Web

extension Link {
    /// What is stored about persons.
    package static let privacy = Link(local: "/confidentialite")
    /// The register of processing.
    static let register = Link(local: "/registre")
}
