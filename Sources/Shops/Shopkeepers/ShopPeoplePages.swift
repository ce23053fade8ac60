import Base
import HTMLTemplate
import Shell

/// «L’équipe de la boutique»: the people of a shop, and those invited.
struct ShopPeoplePage: Page {
    static let template = "shopkeepers/index"
    let shopName: String
    let shopLink: String
    let teamLink: String
    let letterLink: String
    let people: [Row]
    let invited: [Invited]
    let ended: [Row]
    let section = Section.shops
    let isPrivate = true

    /// One person.
    struct Row: PageModel {
        let name: String
        let email: String?
        /// «Tient la boutique depuis le 2 mars 2026», or how and when their access ended.
        let state: String
        /// What they may do besides.
        let rights: String?
        /// Their page, or the form that restores their access; nil for a reader who may do neither.
        let link: String?

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .optionalText("email") { $0.email }, .text("state") { $0.state },
            .optionalText("rights") { $0.rights }, .optionalText("link") { $0.link },
        ]
    }

    /// A person who has not opened their code yet.
    struct Invited: PageModel {
        let name: String
        let state: String
        let link: String

        static let fields: [Field<Invited>] = [
            .text("name") { $0.name }, .text("state") { $0.state }, .text("link") { $0.link },
        ]
    }

    static let fields: [Field<ShopPeoplePage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("teamLink") { $0.teamLink },
        .text("letterLink") { $0.letterLink },
        .list("people") { $0.people }, .flag("hasPeople") { !$0.people.isEmpty },
        .list("invited") { $0.invited }, .flag("hasInvited") { !$0.invited.isEmpty },
        .list("ended") { $0.ended }, .flag("hasEnded") { !$0.ended.isEmpty },
    ]
}

/// One person of a shop: what they may do, and the end of their access to this shop, or to the whole site.
struct ShopPersonPage: Page {
    static let template = "shopkeepers/show"
    let shopName: String
    let name: String
    let state: String
    let peopleLink: String
    let action: String
    /// Nil for a person who runs the shop.
    let rights: Rights?
    let mayEnd: Bool
    /// Whether the access to the whole site may end.
    let mayEndSite: Bool
    /// Why it may not, in a sentence; nil when it may.
    let whyNotSite: String?
    /// Whether the end of their work ends their access to the site.
    let endsSiteToo: Bool
    let chosen: AccessExtent?
    let error: String?
    let section = Section.shops
    let isPrivate = true

    /// The form of what they may do besides.
    struct Rights: PageModel {
        let action: String
        let rights: TeamRights

        static let fields: [Field<Rights>] = [
            .text("rightsAction") { $0.action }, .flag("mayEdit") { $0.rights.mayEdit },
            .flag("maySpeak") { $0.rights.maySpeak },
        ]
    }

    static let fields: [Field<ShopPersonPage>] = [
        .text("shopName") { $0.shopName }, .text("name") { $0.name }, .text("state") { $0.state },
        .text("peopleLink") { $0.peopleLink }, .text("action") { $0.action }, .one("rights") { $0.rights },
        .flag("mayEnd") { $0.mayEnd }, .flag("mayEndSite") { $0.mayEndSite },
        .optionalText("whyNotSite") { $0.whyNotSite }, .flag("endsSiteToo") { $0.endsSiteToo },
        .flag("isShopChosen") { $0.chosen == .shop },
        .flag("isSiteChosen") { $0.chosen == .site }, .optionalText("error") { $0.error },
        .flag("hasErrors") { $0.error != nil },
        .list("errors") { page in page.error.map { [FieldError(field: EndAccessForm.extent.name, text: $0)] } ?? [] },
    ]
}

/// The form that ends an access, for the presidency.
enum EndAccessForm {
    static let extent = AnyField.choice("extent")
    static let fields = [extent]
}
