import HTMLTemplate
import HTTP
import SQLite
import Web
import Shops
import Base
import Shell

extension Feature {
    /// Joining the association: the form, the decisions, the settings.
    static let joining = Feature(
        pages: [
            JoinPage.self, JoinedPage.self, JoinSheetPage.self, JoinRequestsPage.self, JoinRequestPage.self,
            JoinSettingsPage.self,
        ],
        fields: JoinForm.fields + JoinSettingsForm.fields + [.choice("shop")],
        hiddenFromRobots: ["/demandes-adhesion"],
        waiting: JoinDecisionHandlers.waiting,
        personalData: [JoinRequest.personalData])
}
