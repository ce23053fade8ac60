import Encounters
import Shell
import Shops

extension Feature {
    /// The member’s home, and the shops that lack something.
    package static let home = Feature(
        pages: [HomePage.self, ShopsToFollowPage.self], hiddenFromRobots: ["/accueil"],
        waiting: { context, db in
            try ShopWithoutHours.waiting(Link.shopsToFollow.at(fragment: "horaires"), context, in: db)
                + SilentShop.waiting(Link.shopsToFollow.at(fragment: "comptoirs"), context, in: db)
        })
}
