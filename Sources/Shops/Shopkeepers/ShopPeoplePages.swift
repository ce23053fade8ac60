import Base
import HTMLTemplate
import Shell

/// «Qui tient cette boutique»: the people of a shop, each with a link to end or restore their access.
struct ShopPeoplePage: Page {
    static let template = "shopkeepers/index"
    let shopName: String
    let editLink: String
    let inviteLink: String
    let people: [Row]
    let ended: [Row]
    let section = Section.shops
    let isPrivate = true

    /// One person.
    struct Row: PageModel {
        let name: String
        let email: String?
        /// «Tient la boutique depuis le 2 mars 2026», or how and when their access ended.
        let state: String
        let link: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .optionalText("email") { $0.email }, .text("state") { $0.state },
            .text("link") { $0.link },
        ]
    }

    static let fields: [Field<ShopPeoplePage>] = [
        .text("shopName") { $0.shopName }, .text("editLink") { $0.editLink }, .text("inviteLink") { $0.inviteLink },
        .list("people") { $0.people }, .flag("hasPeople") { !$0.people.isEmpty },
        .list("ended") { $0.ended }, .flag("hasEnded") { !$0.ended.isEmpty },
    ]
}

/// «Mettre fin à l’accès de Rose Petit»: to this shop, or to the whole site.
struct EndAccessPage: Page {
    static let template = "shopkeepers/end"
    let shopName: String
    let name: String
    let peopleLink: String
    let action: String
    /// Whether the access to the whole site may end; false for one's own and for the last president's.
    let mayEndSite: Bool
    let isLastPresident: Bool
    let chosen: AccessExtent?
    let error: String?
    let section = Section.shops
    let isPrivate = true

    static let fields: [Field<EndAccessPage>] = [
        .text("shopName") { $0.shopName }, .text("name") { $0.name }, .text("peopleLink") { $0.peopleLink },
        .text("action") { $0.action }, .flag("mayEndSite") { $0.mayEndSite },
        .flag("isLastPresident") { $0.isLastPresident }, .flag("isShopChosen") { $0.chosen == .shop },
        .flag("isSiteChosen") { $0.chosen == .site }, .optionalText("error") { $0.error },
        .flag("hasErrors") { $0.error != nil },
        .list("errors") { page in page.error.map { [FieldError(field: EndAccessForm.extent.name, text: $0)] } ?? [] },
    ]
}

/// The form of `EndAccessPage`.
enum EndAccessForm {
    static let extent = AnyField.choice("extent")
    static let fields = [extent]
}
