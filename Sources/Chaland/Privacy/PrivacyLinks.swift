import Shell
import Web

extension Link {
    /// The privacy page.
    package static let privacy = Link(local: "/confidentialite")
    /// The register of processing.
    static let register = Link(local: "/registre")
}
