import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// A query of the list of the members’ shops. All of it is in the query string.
struct MemberShopQuery: Sendable, Equatable {
    /// The groups of the list, in the order of its menu.
    enum Group: String, Sendable, CaseIterable {
        case all = ""
        /// No person with access runs it.
        case withoutKeeper = "sans-commercant"
    }

    var words = ""
    var group = Group.all
    /// Empty for all; else a category, or `MemberListQuery.noCategory`.
    var category = ""
    /// From 1.
    var page = 1

    init(_ form: Form) {
        words = String((form["q"] ?? "").trimmed.prefix(MemberListQuery.wordsLimit))
        group = form["groupe"].flatMap(Group.init) ?? .all
        let chosen = form["categorie"] ?? ""
        category = chosen == MemberListQuery.noCategory || MemberCategory(rawValue: chosen) != nil ? chosen : ""
        page = max(1, form["page"].flatMap { Int($0) } ?? 1)
    }

    /// The link to this list.
    var link: Link {
        Link.memberShops.adding(
            QueryString([
                (name: "q", value: words), (name: "groupe", value: group.rawValue),
                (name: "categorie", value: category), (name: "page", value: page > 1 ? String(page) : ""),
            ]))
    }

    /// The same query with a change.
    func with(_ change: (inout MemberShopQuery) -> Void) -> MemberShopQuery {
        var other = self
        change(&other)
        return other
    }
}

/// A shop as a line of the list.
struct MemberShop: Sendable, Equatable {
    let id: Int
    let code: String
    let name: String
    let address: String
    let category: MemberCategory?
    /// «Paul Martin, Rose Petit»; empty without a shopkeeper.
    let keepers: String
}

extension MemberShop {
    /// The shops of a query by name, those of one page. Index: `shop_by_name`.
    static func find(
        _ query: MemberShopQuery, offset: Int, limit: Int = SiteLimits.membersAPage, in db: Reader
    ) throws -> [MemberShop] {
        try db.rows(
            """
            SELECT shop.id, shop.code, shop.name, shop.address,
                   (SELECT category FROM membership WHERE shop_id = shop.id AND until_at IS NULL),
                   (SELECT group_concat(keeper.name, ', ')
                      FROM office JOIN member AS keeper ON keeper.id = office.member_id WHERE \(Shop.holders))
              FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL AND \(condition(query.group)) AND \(matches)
             ORDER BY name_key, shop.id LIMIT ?3 OFFSET ?4
            """, query.words.folded, query.category, limit, offset
        ) { row in
            MemberShop(
                id: row.int(0), code: row.text(1), name: row.text(2), address: row.text(3),
                category: row.optionalText(4).flatMap(MemberCategory.init), keepers: row.optionalText(5) ?? "")
        }
    }

    /// How many shops a query finds.
    static func count(_ query: MemberShopQuery, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL AND \(condition(query.group)) AND \(matches)
            """, query.words.folded, query.category
        ) { $0.int(0) } ?? 0
    }

    /// The words occur in the name or the address.
    private static let matches = """
        (?1 = '' OR instr(shop.name_key, ?1) OR instr(lower(shop.address), ?1))
        AND (?2 = '' OR ?2 = ifnull((SELECT category FROM membership WHERE shop_id = shop.id AND until_at IS NULL),
                                    '\(MemberListQuery.noCategory)'))
        """

    private static func condition(_ group: MemberShopQuery.Group) -> String {
        switch group {
        case .all: "1"
        case .withoutKeeper: "NOT EXISTS (SELECT 1 FROM office WHERE \(Shop.holders))"
        }
    }
}
