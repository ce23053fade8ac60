import Base
import Encounters
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The shops that lack something: those without opening hours, and those where no visit is recorded.
struct ShopsToFollowPage: Page {
    static let template = "home/shops"
    let withoutHours: [Row]
    /// Nil for members who do not see the figures of all shops.
    let silent: Silent?
    let section = Section.home

    struct Silent: PageModel {
        let rows: [Row]

        static let fields: [Field<Silent>] = [
            .list("silentRows") { $0.rows }, .number("silentDays") { _ in SilentShop.days },
        ]
    }

    struct Row: PageModel {
        let name: String
        let link: String
        let detail: String
        /// The form with the hours; nil for members who may not write them.
        let edit: String?

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("detail") { $0.detail },
            .optionalText("edit") { $0.edit },
        ]
    }

    static let fields: [Field<ShopsToFollowPage>] = [
        .list("withoutHours") { $0.withoutHours }, .one("silent") { $0.silent },
    ]
}

/// The lists of shops that lack something.
enum ShopsToFollowHandlers {
    /// 200 with both lists; the second one only for members who see the figures of all shops.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db in
            ShopsToFollowPage(
                withoutHours: try ShopWithoutHours.all(in: db).map { shop in
                    let edit = Link.editShop(ShopCode(shop.code)).at(fragment: "hours")
                    return ShopsToFollowPage.Row(
                        name: shop.name, link: context.link(.shop(name: shop.name, code: shop.code)), detail: "",
                        edit: member.may(.manageShops) ? context.link(edit) : nil)
                },
                silent: member.may(.readFigures) ? try silent(in: db, context) : nil)
        }
        return try context.render(page)
    }

    private static func silent(in db: Reader, _ context: Context) throws -> ShopsToFollowPage.Silent {
        let shops = try SilentShop.all(at: context.now, in: db)
        return ShopsToFollowPage.Silent(
            rows: shops.map { shop in
                ShopsToFollowPage.Row(
                    name: shop.name, link: context.link(.shop(name: shop.name, code: shop.code)),
                    detail: shop.lastOn.map { context.say("silent.last", ["date": context.language.date($0)]) }
                        ?? context.say("silent.never"),
                    edit: nil)
            })
    }
}
