import Base
import Shell

extension Feature {
    /// The people of a shop: who works there, what they may do, and the end of their access.
    package static let shopkeepers = Feature(
        pages: [ShopPeoplePage.self, ShopPersonPage.self, NewTeamInvitationPage.self, TeamInvitationPage.self],
        fields: EndAccessForm.fields + TeamForm.fields,
        personalData: [TeamInvitation.personalData],
        rebuild: { db, now in try TeamInvitation.revokeAll(at: now, in: db) })
}
