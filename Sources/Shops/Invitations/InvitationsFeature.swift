import Base
import Shell

extension Feature {
    /// Letters that hand a shop to its shopkeeper.
    package static let invitations = Feature(
        pages: [
            InvitationListPage.self, BatchPage.self, BatchSheetsPage.self, LetterSheet.self, NewInvitationPage.self,
            InvitationPage.self, InvitationCodePage.self,
        ],
        fields: ClaimForm.fields + NewInvitationForm.fields + NewBatchForm.fields + BatchPrintForm.fields
            + InvitationCodeForm.fields,
        hiddenFromRobots: ["/invitation"],
        waiting: { try InvitedShop.waiting($0, in: $1) },
        personalData: [InvitationData.all],
        rebuild: { db, now in try Invitation.revokeAll(at: now, in: db) },
        redirect: { Secret(copiedPath: $0, below: "/invitation/").map(Link.invitation) })
}
