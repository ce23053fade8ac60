import SQLite

/// A review: about an experience, bought or not (C. conso. L.111-7-2); its author can be reached and is shown under a
/// pseudonym; published in full and unedited, or refused with a reason the author is told.
struct Review: Sendable, Equatable {
    /// The row of a review; outside, `publicID` names it.
    struct ID: Sendable, Hashable, RawRepresentable {
        let rawValue: Int
    }

    /// Where it stands.
    enum State: Sendable, Equatable {
        case waiting
        case published(Instant)
        case refused(Instant, reason: String)
        case withdrawn
    }

    /// What the shop answered.
    struct Reply: Sendable, Equatable {
        let text: String
        let repliedAt: Instant
    }

    let id: ID
    let publicID: String
    let shop: Shop.ID
    let shopCode: String
    let shopName: String
    let pseudonym: String
    let email: String
    let text: String
    let purchased: Bool?
    let experienceOn: Day
    let submittedAt: Instant
    let state: State
    /// Counts its changes: a decision is about the text that was read, not about one sent meanwhile.
    let version: Int
    let reply: Reply?

    /// Characters of the text of a review and of a reply.
    static let textLimit = 2_000
    /// Reviews on one page of a shop.
    static let aPage = 20

    var shopPath: String { Shop.path(name: shopName, code: shopCode) }
}

extension Review.ID: Bindable {}
