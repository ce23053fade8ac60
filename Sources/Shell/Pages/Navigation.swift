/// The entries of a member’s header besides the pages for everyone.
package struct Navigation: Sendable {
    /// They hold an office of the association.
    var hasDesk = false
    /// The first of the shops, by name, at which they record visits.
    var place: Workplace?
    /// They record visits at one shop only, and hold no other office: the header shows its name.
    var isOneShop = false
    /// The page of that shop.
    var shopLink: String?
    /// The page where they read and answer its reviews; nil without that right.
    var reviewsLink: String?
    /// The reviews of that shop without a reply.
    var unanswered = 0
    /// The reviews and bursts of answers that wait for a moderator.
    var pendingModeration = 0

    /// The notices that the member has not read.
    var unreadNotices = 0

    /// The navigation of guests and of printed sheets.
    static let none = Navigation()

    /// Whether a path without a language belongs to `place`: a segment of it ends with the code of the shop.
    func isOwnShop(_ path: String) -> Bool {
        guard let code = place?.code.lowercased() else { return false }
        return path.split(separator: "/").contains { $0 == code || $0.hasSuffix("-" + code) }
    }

    /// The key of the name of the member's home.
    var homeTitle: String { place == nil ? "nav.desk" : "nav.home" }
}

extension Context {
    /// The navigation of this request's member.
    func navigation() throws -> Navigation {
        guard let member else { return .none }
        let places = member.workplaces(may: .note)
        var navigation = Navigation()
        navigation.hasDesk = member.isOfAssociation
        navigation.isOneShop = places.count == 1 && !navigation.hasDesk
        // An error page has a header too: its counts must not need a table that cannot be read.
        navigation.pendingModeration = member.may(.moderate) ? (try? loop.pending()) ?? 0 : 0
        navigation.unreadNotices = (try? loop.unreadNotices(of: member.id)) ?? 0
        guard let place = places.first else { return navigation }
        navigation.place = place
        navigation.shopLink = loop.resources.map.workplaceLink(place).map(link)
        guard member.may(.reply, place) else { return navigation }
        navigation.reviewsLink = loop.resources.map.reviewsLink(place).map(link)
        navigation.unanswered = (try? loop.unanswered(at: place)) ?? 0
        return navigation
    }
}
