import Shell
import Shops

extension Feature {
    /// The counter: visits noted by the people of a shop, and neighbours that have what a visitor looks for.
    package static let salesperson = Feature(
        pages: [
            CounterPage.self, CounterChoicePage.self, OfflineCounterPage.self, OfflineCountersPage.self,
            NeighboursPage.self, SlipPage.self,
        ],
        fields: [.choice("shown")], hiddenFromRobots: ["/comptoir"],
        personalData: [NeighbourSlip.personalData], withoutPersons: ["staff_initials"])
}
