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

    /// Decides the held encounters of a shop.
    package static func decideHeld(at code: ShopCode) -> Link { Link(local: "/moderation/\(code)/rencontres") }

    /// Takes back that encounters of a shop were set aside.
    package static func restoreHeld(at code: ShopCode) -> Link { Link(local: "/moderation/\(code)/rencontres/attente") }
}
