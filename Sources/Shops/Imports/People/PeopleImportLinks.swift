import Base
import Shell
import Web

extension Link {
    /// Where a list of members is pasted or chosen.
    package static let newPeopleImport = Link(local: "/adherents/importer")

    /// A stored list of members.
    package static func peopleImport(_ id: String) -> Link { Link(local: "/imports-adherents/\(id)") }

    /// Writes its lines.
    package static func confirmPeopleImport(_ id: String) -> Link {
        Link(local: "/imports-adherents/\(id)/confirmation")
    }

    /// Undoes it.
    package static func undoPeopleImport(_ id: String) -> Link { Link(local: "/imports-adherents/\(id)/annulation") }
}
