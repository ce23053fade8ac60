import Base
import Shell
import Web

extension Link {
    /// The directory as a list that an import reads.
    package static let directoryTable = Link(local: "/boutiques/annuaire.csv")

    /// The preview of an import; once it is confirmed, its report.
    package static func shopImport(_ publicID: String) -> Link { Link(local: "/imports/\(publicID)") }

    package static func confirmImport(_ publicID: String) -> Link { Link(local: "/imports/\(publicID)/confirmation") }

    package static func undoImport(_ publicID: String) -> Link { Link(local: "/imports/\(publicID)/annulation") }
}
