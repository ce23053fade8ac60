import Base
import Shell
import Web

extension Link {
    /// The preview of an import; once it is confirmed, its report.
    package static func shopImport(_ publicID: String) -> Link { Link(local: "/imports/\(publicID)") }

    package static func confirmImport(_ publicID: String) -> Link { Link(local: "/imports/\(publicID)/confirmation") }

    package static func undoImport(_ publicID: String) -> Link { Link(local: "/imports/\(publicID)/annulation") }
}
