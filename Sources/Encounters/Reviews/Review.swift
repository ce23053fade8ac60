import Base
import SQLite
import Shell
import Shops

/// A review: about an experience, bought or not (C. conso. L.111-7-2); its author can be reached and is shown under a
/// pseudonym; published in full and unedited, or refused with a reason shown to its author.
package struct Review: Sendable, Equatable {
    /// The row id of a review; URLs use `publicID`.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// The state of a review.
    package enum State: Sendable, Equatable {
        case waiting
        case published(Instant)
        case refused(Instant, reason: String)
        case withdrawn
    }

    /// The shop's reply.
    package struct Reply: Sendable, Equatable {
        package let text: String
        let repliedAt: Instant
    }

    package let id: ID
    package let publicID: String
    package let shop: Shop.ID
    package let shopCode: String
    package let shopName: String
    package let pseudonym: String
    package let email: String
    package let text: String
    package let purchased: Bool?
    let experienceOn: Day
    let submittedAt: Instant
    package let state: State
    /// Incremented by each change, so that a decision applies only to the text that was read.
    package let version: Int
    package let reply: Reply?

    /// Characters of the text of a review and of a reply.
    static let textLimit = 2_000
    /// Reviews on one page of a shop.
    static let aPage = 20

    var shopLink: Link { .shop(name: shopName, code: shopCode) }
}

extension Review.ID: Bindable {}
