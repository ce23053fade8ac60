import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// «Adhérer».
struct JoinPage: Page {
    static let template = "joining/new"
    let form: FormState
    let categories: [FormOption]

    static let fields: [Field<JoinPage>] = [
        .text("form") { $0.form[JoinForm.form.name] },
        .list("person") { page in JoinForm.person.map { page.form.input($0) } },
        .list("shop") { page in JoinForm.shop.map { page.form.input($0) } },
        .list("categories") { $0.categories }, .one("note") { $0.form.input(JoinForm.note) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// The thanks.
struct JoinedPage: Page {
    static let template = "joining/thanks"
    static let fields: [Field<JoinedPage>] = []
}

/// The form to print and fill in by hand.
struct JoinSheetPage: Page {
    static let template = "joining/sheet"
    let categories: [CategoryName]
    let seat: String
    let contact: String

    static let fields: [Field<JoinSheetPage>] = [
        .list("categories") { $0.categories }, .text("seat") { $0.seat }, .text("contact") { $0.contact },
    ]
}

/// The name of a category, in a list.
struct CategoryName: PageModel {
    let text: String

    init(_ text: String) { self.text = text }

    static let fields: [Field<CategoryName>] = [.text("text") { $0.text }]
}

/// The requests that wait, and the last decided ones.
struct JoinRequestsPage: Page {
    static let template = "joining/index"
    let waiting: [Row]
    let decided: [Row]
    let section = Section.home
    let isPrivate = true

    struct Row: PageModel {
        let name: String
        let link: String
        /// «membre actif, Boulangerie de l’Étoile»
        let what: String
        /// «reçue le 2 mars 2026», «acceptée le …»
        let state: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("what") { $0.what },
            .text("state") { $0.state },
        ]
    }

    static let fields: [Field<JoinRequestsPage>] = [
        .list("waiting") { $0.waiting }, .flag("hasWaiting") { !$0.waiting.isEmpty },
        .list("decided") { $0.decided }, .flag("hasDecided") { !$0.decided.isEmpty },
    ]
}

/// One request, with the forms that decide it.
struct JoinRequestPage: Page {
    static let template = "joining/show"
    let details: JoinRequest.Details
    let state: String
    let categories: [FormOption]
    /// The page that makes a letter for the shop of the same name; nil when the directory has none.
    let sameShop: String?
    /// Nil once it is decided, and for members who may not decide.
    let actions: Actions?
    /// Takes a refusal back; nil without one, and for members who may not decide.
    let reopen: String?
    /// The page of the new member; nil unless it was accepted.
    let memberLink: String?
    let section = Section.home
    let isPrivate = true

    struct Actions: PageModel {
        let accept, refuse: String

        static let fields: [Field<Actions>] = [.text("accept") { $0.accept }, .text("refuse") { $0.refuse }]
    }

    static let fields: [Field<JoinRequestPage>] = [
        .text("name") { $0.details.name }, .optionalText("email") { $0.details.email?.text },
        .text("phone") { $0.details.phone }, .text("shopName") { $0.details.shopName },
        .text("trade") { $0.details.trade }, .text("address") { $0.details.address },
        .text("note") { $0.details.note }, .text("state") { $0.state },
        .list("categories") { $0.categories }, .optionalText("sameShop") { $0.sameShop },
        .one("actions") { $0.actions }, .optionalText("reopen") { $0.reopen },
        .optionalText("memberLink") { $0.memberLink },
    ]
}
