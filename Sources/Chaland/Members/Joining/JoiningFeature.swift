import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

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
