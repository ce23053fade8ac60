import Base
import Shell
import Shops
import Web

extension Link {
    /// The page of a review for its author.
    package static func review(_ author: Secret) -> Link { Link(local: "/avis/\(author.grouped)") }

    /// The data stored about its author.
    static func reviewData(_ author: Secret) -> Link { Link(local: "/avis/\(author.grouped)/donnees") }

    /// The same data as a JSON file.
    static func reviewFile(_ author: Secret) -> Link { Link(local: "/avis/\(author.grouped)/donnees.json") }

    /// Erases what its author wrote.
    static func eraseReview(_ author: Secret) -> Link { Link(local: "/avis/\(author.grouped)/effacement") }

    /// Publishes the shop's reply to a review.
    package static func reply(to review: Review, at code: ShopCode) -> Link {
        Link(local: "/boutiques/\(code)/avis/\(review.publicID)/reponse")
    }
}
