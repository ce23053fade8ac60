import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The list of the members’ shops.
struct MemberShopsPage: Page {
    static let template = "adherents/shops"
    let heading: String
    let query: MemberShopQuery
    let groups: [MembersPage.GroupLink]
    let categories: [FormOption]
    /// The categories to choose from.
    let choices: [FormOption]
    let rows: [Row]
    let pages: Pagination
    /// «Les 12 boutiques de cette liste».
    let allText: String
    var errors: [FieldError] = []
    let section = Section.home
    let isPrivate = true

    /// One shop.
    struct Row: PageModel {
        let code: String
        let name: String
        let link: String
        /// «membre actif, 12 rue Royale»
        let what: String
        let keepers: String

        static let fields: [Field<Row>] = [
            .text("code") { $0.code }, .text("name") { $0.name }, .text("link") { $0.link }, .text("what") { $0.what },
            .text("keepers") { $0.keepers },
        ]
    }

    static let fields: [Field<MemberShopsPage>] = [
        .text("heading") { $0.heading }, .text("words") { $0.query.words }, .text("group") { $0.query.group.rawValue },
        .text("category") { $0.query.category }, .number("wordsLimit") { _ in MemberListQuery.wordsLimit },
        .list("groups") { $0.groups }, .list("categories") { $0.categories }, .list("choices") { $0.choices },
        .list("rows") { $0.rows }, .flag("hasRows") { !$0.rows.isEmpty }, .one("pages") { $0.pages.ifLong },
        .text("allText") { $0.allText }, .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// The form that puts shops into a category: those ticked, or all of the list.
enum ShopCategoryForm {
    static let shop = AnyField.choice("shop")
    static let all = AnyField.choice("all")
    static let to = AnyField.choice("to")
    static let fields = [shop, all, to, .choice("q"), .choice("groupe"), .choice("categorie")]
}

/// The list of the members’ shops, and their categories.
enum MemberShopHandlers {
    /// One page of the list.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(MemberShopQuery(context.query), context))
    }

    /// Puts the ticked shops, or all of the list, into a category: 303 to the list; 422 without a shop or a category.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let query = MemberShopQuery(form)
        let typed = form[ShopCategoryForm.to.name] ?? ""
        let category = MemberCategory(rawValue: typed)
        let ticked = Set(form.all(ShopCategoryForm.shop.name).map { $0.uppercased() })
        let takesAll = form[ShopCategoryForm.all.name] != nil
        guard category != nil || typed == MemberListQuery.noCategory, takesAll || !ticked.isEmpty else {
            var page = try page(query, context)
            let key = takesAll || !ticked.isEmpty ? "member.category.missing" : "members.shops.missing"
            page.errors = [FieldError(field: ShopCategoryForm.to.name, text: context.messages.text(key, [:]))]
            return try context.render(page, status: .unprocessableContent)
        }
        let (actor, now) = (try context.requireMember().id, context.now)
        let count = try await context.write { db in
            let shops = try MemberShop.find(
                takesAll ? query : MemberShopQuery(Form()), offset: 0, limit: SiteLimits.directoryShops, in: db
            ).filter { takesAll || ticked.contains($0.code) }
            for shop in shops {
                try Membership.set(category, of: .shop(shop.id), by: actor, at: now, in: db)
            }
            return shops.count
        }
        return context.seeOther(query.link, flash: context.say("members.shops.saved", count: count))
    }

    private static func page(_ query: MemberShopQuery, _ context: Context) throws -> MemberShopsPage {
        let names = try CategoryNames(context)
        let (shops, pages, count) = try context.read { db in
            let count = try MemberShop.count(query, in: db)
            let pages = Pagination(query.page, of: count, size: SiteLimits.membersAPage) { number in
                context.link(query.with { $0.page = number }.link)
            }
            return (try MemberShop.find(query, offset: pages.rows.lowerBound, in: db), pages, count)
        }
        let first = query.with { $0.page = 1 }
        return MemberShopsPage(
            heading: context.say("members.shops.heading", count: count), query: query,
            groups: MemberShopQuery.Group.allCases.map { group in
                MembersPage.GroupLink(
                    name: context.say("members.shops.group.\(group)"),
                    link: context.link(first.with { $0.group = group }.link), isChosen: group == query.group)
            },
            categories: names.options(choosing: query.category, all: "members.category.all", context),
            choices: names.options(choosing: MemberCategory.active.rawValue, context),
            rows: shops.map { shop in
                let what = [shop.category.map { names[$0] } ?? context.say("category.none"), shop.address]
                let link = context.member?.may(.managePeople, Shop.ID(rawValue: shop.id)) == true
                return MemberShopsPage.Row(
                    code: shop.code, name: shop.name,
                    link: context.link(link ? .people(of: ShopCode(shop.code)) : .shop(ShopCode(shop.code))),
                    what: what.filter { !$0.isEmpty }.joined(separator: ", "), keepers: shop.keepers)
            },
            pages: pages, allText: context.say("members.shops.all", count: count))
    }
}
