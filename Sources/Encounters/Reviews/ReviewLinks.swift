import Base
import Shell
import Shops
import Web

extension Link {
    /// The page of a review for its author.
    package static func review(_ author: Secret) -> Link { Link(local: "/avis/\(author.grouped)") }

    /// Publishes the shop's reply to a review.
    package static func reply(to review: Review, at code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/avis/\(review.publicID)/reponse")
    }
}
