import Shell
import Web

extension Link {
    package static let settings = Link(local: "/reglages")
}
