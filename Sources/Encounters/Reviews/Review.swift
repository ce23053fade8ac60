import Shell
import Base
import Shops
import SQLite

/// A review: about an experience, bought or not (C. conso. L.111-7-2); its author can be reached and is shown under a
/// pseudonym; published in full and unedited, or refused with a reason the author is told.
package struct Review: Sendable, Equatable {
    /// The row of a review; outside, `publicID` names it.
    package struct ID: Sendable, Hashable, RawRepresentable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }
    }

    /// Where it stands.
    package enum State: Sendable, Equatable {
        case waiting
        case published(Instant)
        case refused(Instant, reason: String)
        case withdrawn
    }

    /// What the shop answered.
    package struct Reply: Sendable, Equatable {
        package let text: String
        let repliedAt: Instant
    }

    package let id: ID
    let publicID: String
    package let shop: Shop.ID
    let shopCode: String
    let shopName: String
    package let pseudonym: String
    package let email: String
    package let text: String
    package let purchased: Bool?
    let experienceOn: Day
    let submittedAt: Instant
    package let state: State
    /// Counts its changes: a decision is about the text that was read, not about one sent meanwhile.
    package let version: Int
    package let reply: Reply?

    /// Characters of the text of a review and of a reply.
    static let textLimit = 2_000
    /// Reviews on one page of a shop.
    static let aPage = 20

    var shopLink: Link { .shop(name: shopName, code: shopCode) }
}

extension Review.ID: Bindable {}
