import Shell
import Web

extension Link {
    /// The form that opens a consultation.
    package static func newConsultation(_ project: String) -> Link {
        Link(local: "/projets/\(project)/consultations/nouvelle")
    }

    /// A consultation: its answers while it is open, its results after.
    package static func consultation(_ publicID: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/consultations/\(publicID)")
    }

    /// A POST opens a cancelled consultation again.
    package static func resumeConsultation(_ publicID: String, of project: String) -> Link {
        Link(local: "/projets/\(project)/consultations/\(publicID)/reprise")
    }
}
