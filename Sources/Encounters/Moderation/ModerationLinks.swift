import Base
import Shell
import Shops
import Web

extension Link {
    package static let moderation = Link(local: "/moderation")

    package static func publishReview(_ publicID: String) -> Link { Link(local: "/moderation/\(publicID)/publication") }

    package static func refuseReview(_ publicID: String) -> Link { Link(local: "/moderation/\(publicID)/refus") }

    /// Undoes the decision about a review.
    package static func undoDecision(_ publicID: String) -> Link { Link(local: "/moderation/\(publicID)/attente") }

    /// Decides about several reviews.
    package static let decideReviews = Link(local: "/moderation/avis")

    /// Undoes the decision about several reviews.
    package static func undoBatch(_ batch: String) -> Link { Link(local: "/moderation/\(batch)/annulation") }

    /// Decides about a burst of answers.
    package static func decideBurst(_ publicID: String) -> Link { Link(local: "/moderation/\(publicID)/reponses") }

    /// Undoes the decision about a burst.
    package static func undoBurst(_ publicID: String) -> Link {
        Link(local: "/moderation/\(publicID)/reponses/attente")
    }
}
