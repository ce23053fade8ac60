import Base
import Shell
import Web

extension Link {
    /// The list of members.
    static let members = Link(local: "/adherents")
    /// The list of the members’ shops.
    static let memberShops = Link(local: "/adherents/boutiques")
    /// The list as a file for a spreadsheet.
    static let membersTable = Link(local: "/adherents.csv")
    /// The form to add a member.
    static let newMember = Link(local: "/adherents/nouveau")

    /// The page of one member, by their public id.
    static func member(_ id: String) -> Link { Link(local: "/adherents/\(id)") }

    /// Gives a member an office of the association.
    static func giveOffice(to id: String) -> Link { Link(local: "/adherents/\(id)/fonctions") }

    /// Ends an office of the association.
    static func endOffice(of id: String) -> Link { Link(local: "/adherents/\(id)/fonctions/fin") }

    /// Puts a member into a category.
    static func setCategory(of id: String) -> Link { Link(local: "/adherents/\(id)/categorie") }

    /// A member leaves the association, or is expelled.
    static func endMembership(of id: String) -> Link { Link(local: "/adherents/\(id)/depart") }

    /// Takes the departure back.
    static func undoDeparture(of id: String) -> Link { Link(local: "/adherents/\(id)/retour") }

    /// Ends the access of a member to the whole site.
    static func endMember(_ id: String) -> Link { Link(local: "/adherents/\(id)/fin") }

    /// Restores that access.
    static func restoreMember(_ id: String) -> Link { Link(local: "/adherents/\(id)/retablissement") }

    /// Erases the data of a former member.
    static func eraseMember(_ id: String) -> Link { Link(local: "/adherents/\(id)/effacement") }

    /// Offers a member the presidency.
    static func offerPresidency(to id: String) -> Link { Link(local: "/adherents/\(id)/presidence") }

    /// The offer that waits for the reader, and the declaration of a change.
    static let presidency = Link(local: "/presidence")

    /// Makes a sign-in link for a member, and shows it.
    static func signInLink(for id: String) -> Link { Link(local: "/adherents/\(id)/lien") }
}

extension MemberListQuery {
    init(_ form: Form) {
        words = String((form["q"] ?? "").trimmed.prefix(MemberListQuery.wordsLimit))
        group = form["groupe"].flatMap(Group.init) ?? .all
        let chosen = form["categorie"] ?? ""
        category = chosen == MemberListQuery.noCategory || MemberCategory(rawValue: chosen) != nil ? chosen : ""
        order = form["tri"].flatMap(Order.init) ?? .name
        page = max(1, form["page"].flatMap { Int($0) } ?? 1)
    }

    /// The link to this list.
    var link: Link { Link.members.adding(filters) }

    /// The link to this list as a file for a spreadsheet.
    var tableLink: Link { Link.membersTable.adding(with { $0.page = 1 }.filters) }

    private var filters: QueryString {
        let pairs = [
            (name: "q", value: words), (name: "groupe", value: group.rawValue),
            (name: "categorie", value: category), (name: "tri", value: order.rawValue),
            (name: "page", value: page > 1 ? String(page) : ""),
        ]
        return QueryString(pairs)
    }

    /// The same query with a change.
    func with(_ change: (inout MemberListQuery) -> Void) -> MemberListQuery {
        var other = self
        change(&other)
        return other
    }
}
