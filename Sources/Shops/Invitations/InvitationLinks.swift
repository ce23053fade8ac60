import Base
import Shell
import Web

extension Link {
    /// The batches of letters, and the shops to invite.
    package static let invitations = Link(local: "/invitations")

    /// A batch of letters.
    package static func invitationBatch(_ id: String) -> Link { Link(local: "/invitations/lots/\(id)") }

    /// The PDF of a batch.
    package static func batchPDF(_ id: String) -> Link { Link(local: "/invitations/lots/\(id)/lettres.pdf") }

    /// The letters of a batch as a page.
    package static func batchSheets(_ id: String) -> Link { Link(local: "/invitations/lots/\(id)/lettres") }

    /// Makes the void letters of a batch again.
    package static func remakeBatch(_ id: String) -> Link { Link(local: "/invitations/lots/\(id)/refaire") }

    /// Invites the shopkeeper of one shop.
    package static func invite(_ code: ShopCode) -> Link { Link(local: "/boutiques/\(code)/invitation") }

    /// The page that the code of a letter opens.
    package static func invitation(_ secret: Secret) -> Link { Link(local: "/invitation/\(secret.inTwoGroups)") }

    /// The field where a shopkeeper types the secret of a letter.
    package static let typeInvitation = Link(local: "/invitation")
}
