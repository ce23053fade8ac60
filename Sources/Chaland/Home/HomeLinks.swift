import Shell
import Web

extension Link {
    /// The shops without opening hours, and those where no visit is recorded.
    package static let shopsToFollow = Link(local: "/boutiques/a-suivre")
}
