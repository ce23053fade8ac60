import Base
import HTMLTemplate
import Shell

/// The list of members.
struct MembersPage: Page {
    static let template = "adherents/index"
    let heading: String
    let query: MemberListQuery
    let groups: [GroupLink]
    let categories: [FormOption]
    let orders: [FormOption]
    let rows: [Row]
    let pages: Pagination
    let tableLink: String
    let section = Section.home
    let isPrivate = true

    /// A group of the menu.
    struct GroupLink: PageModel {
        let name: String
        let link: String
        let isChosen: Bool

        static let fields: [Field<GroupLink>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .flag("isChosen") { $0.isChosen },
        ]
    }

    /// One member.
    struct Row: PageModel {
        let name: String
        let link: String
        /// «membre actif, trésorerie, Boulangerie de l’Étoile»
        let offices: String
        let email: String?
        /// «connexion le 3 mars 2026», «jamais connecté», or when their access ended.
        let visit: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("offices") { $0.offices },
            .optionalText("email") { $0.email }, .text("visit") { $0.visit },
        ]
    }

    static let fields: [Field<MembersPage>] = [
        .text("heading") { $0.heading }, .text("words") { $0.query.words }, .text("group") { $0.query.group.rawValue },
        .number("wordsLimit") { _ in MemberListQuery.wordsLimit }, .list("groups") { $0.groups },
        .flag("isFiltered") { !$0.query.category.isEmpty || $0.query.order != .name },
        .list("categories") { $0.categories }, .list("orders") { $0.orders },
        .list("rows") { $0.rows }, .flag("hasRows") { !$0.rows.isEmpty }, .one("pages") { $0.pages.ifLong },
        .text("tableLink") { $0.tableLink },
    ]
}

extension CategoryNames {
    /// The options of a menu: each category, then “none”. `all` is the message of an option before them, for any.
    func options(choosing chosen: String, all key: String? = nil, _ context: Context) -> [FormOption] {
        let any =
            key.map { [FormOption(value: "", text: context.messages.text($0, [:]), isChosen: chosen.isEmpty)] } ?? []
        let none = MemberListQuery.noCategory
        return any
            + MemberCategory.allCases.map {
                FormOption(value: $0.rawValue, text: self[$0], isChosen: $0.rawValue == chosen)
            }
            + [FormOption(value: none, text: context.say("category.none"), isChosen: none == chosen)]
    }
}

/// One member.
struct MemberPage: Page {
    static let template = "adherents/show"
    let name: String
    let email: String?
    let joined: String
    let visit: String
    /// «N’a plus accès au site depuis le 3 mars 2026.»; nil while they have access.
    let ended: String?
    /// «membre actif, depuis le 2 mars 2026»; nil without a category.
    let membership: String?
    let categories: [FormOption]
    let present: [Term]
    let past: [Term]
    /// The offices they could be given, as options.
    let offices: HTML
    let mayGiveOffices: Bool
    let mayManage: Bool
    let mayEndAccess: Bool
    let mayRestoreAccess: Bool
    /// Whether their access ended with their departure, which can be undone as a whole.
    let hasLeft: Bool
    let mayOfferPresidency: Bool
    let mayMakeLink: Bool
    let links: Links
    var errors: [FieldError] = []
    let section = Section.home
    let isPrivate = true

    /// The addresses of the forms.
    struct Links: PageModel {
        let give, end, endAccess, restore, presidency, signIn, category, departure, undoDeparture, acts, erase: String

        static let fields: [Field<Links>] = [
            .text("give") { $0.give }, .text("end") { $0.end }, .text("endAccess") { $0.endAccess },
            .text("restore") { $0.restore }, .text("presidency") { $0.presidency }, .text("signIn") { $0.signIn },
            .text("acts") { $0.acts }, .text("erase") { $0.erase },
            .text("category") { $0.category }, .text("departure") { $0.departure },
            .text("undoDeparture") { $0.undoDeparture },
        ]
    }

    /// An office with its dates.
    struct Term: PageModel {
        let title: String
        let dates: String
        /// The people of its shop; nil for an office of the association.
        let shopLink: String?
        /// The office to end; nil when it cannot be ended here.
        let ends: String?

        static let fields: [Field<Term>] = [
            .text("title") { $0.title }, .text("dates") { $0.dates }, .optionalText("shopLink") { $0.shopLink },
            .optionalText("ends") { $0.ends },
        ]
    }

    static let fields: [Field<MemberPage>] = [
        .text("name") { $0.name }, .optionalText("email") { $0.email }, .text("joined") { $0.joined },
        .text("visit") { $0.visit }, .optionalText("ended") { $0.ended },
        .optionalText("membership") { $0.membership }, .list("categories") { $0.categories },
        .flag("hasLeft") { $0.hasLeft }, .flag("mayManage") { $0.mayManage },
        .flag("isDepartureRefused") { page in page.errors.contains { $0.field == DepartureForm.reason.name } },
        .list("present") { $0.present },
        .flag("hasPresent") { !$0.present.isEmpty }, .list("past") { $0.past },
        .flag("hasPast") { !$0.past.isEmpty }, .html("offices") { $0.offices },
        .flag("mayGiveOffices") { $0.mayGiveOffices }, .flag("mayEndAccess") { $0.mayEndAccess },
        .flag("mayRestoreAccess") { $0.mayRestoreAccess }, .flag("mayMakeLink") { $0.mayMakeLink },
        .flag("mayOfferPresidency") { $0.mayOfferPresidency },
        .flag("isOfferRefused") { page in page.errors.contains { $0.field == PresidencyForm.after.name } },
        .one("links") { $0.links }, .flag("hasErrors") { !$0.errors.isEmpty }, .list("errors") { $0.errors },
    ]
}

/// A sign-in link to hand over.
struct MemberLinkPage: Page {
    static let template = "adherents/link"
    let name: String
    let memberLink: String
    let action: String
    let link: Made?
    let section = Section.home
    let isPrivate = true

    /// The link that is valid now.
    struct Made: PageModel {
        let address: String
        let code: HTML
        let until: String
        /// The message to send with it.
        let shared: SharedText

        static let fields: [Field<Made>] = [
            .text("address") { $0.address }, .html("code") { $0.code }, .text("until") { $0.until },
            .one("message") { $0.shared },
        ]
    }

    static let fields: [Field<MemberLinkPage>] = [
        .text("name") { $0.name }, .text("memberLink") { $0.memberLink }, .text("action") { $0.action },
        .one("link") { $0.link },
    ]
}

/// The form to add a member.
struct NewMemberPage: Page {
    static let template = "adherents/new"
    let form: FormState
    let offices: HTML
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<NewMemberPage>] = [
        .list("inputs") { page in NewMemberForm.inputs.map { page.form.input($0) } },
        .html("offices") { $0.offices }, .optionalText("officeError") { $0.form.error(OfficeForm.office.name) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}
