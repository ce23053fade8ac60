import HTMLTemplate
import HTTP
import SQLite
import Web

/// Where a member arrives: the president's three boxes and the street's figures; the shopkeeper's own shops.
struct HomePage: Page {
    static let template = "home/show"
    let shopCount: Int
    let invitedCount: Int
    let needsPassword: Bool
    let shops: [OwnShop]
    let latestProjects: LatestProjects
    let section = Section.home

    struct OwnShop: PageModel {
        let name: String
        let link: String
        let encountersLink: String
        let editLink: String

        static var fields: [Field<OwnShop>] {
            [
                .text("name") { $0.name }, .text("link") { $0.link }, .text("encountersLink") { $0.encountersLink },
                .text("editLink") { $0.editLink },
            ]
        }
    }

    static var fields: [Field<HomePage>] {
        [
            .number("shopCount") { $0.shopCount }, .number("invitedCount") { $0.invitedCount },
            .flag("needsPassword") { $0.needsPassword }, .list("ownShops") { $0.shops },
            .one("latestProjects") { $0.latestProjects },
        ]
    }
}

enum HomeHandlers {
    /// The member's home.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db in
            HomePage(
                shopCount: try Shop.count(in: db), invitedCount: try Invitation.sentCount(in: db),
                needsPassword: !member.hasPassword,
                shops: member.shops.map { shop in
                    let path = "/boutiques/\(shop.code.lowercased())"
                    return HomePage.OwnShop(
                        name: shop.name, link: context.link(Shop.path(name: shop.name, code: shop.code)),
                        encountersLink: context.link(path + "/rencontres"), editLink: context.link(path + "/modifier"))
                }, latestProjects: try LatestProjects.of(context))
        }
        return try context.render(page)
    }
}
