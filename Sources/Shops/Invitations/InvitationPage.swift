import HTMLTemplate
import Shell

/// «Bonjour, Boulangerie de l’Étoile»: what the shopkeeper sees.
struct InvitationPage: Page {
    static let template = "invitations/show"
    let token: String
    let shopName: String
    let form: FormState
    let isPrivate = true

    static let fields: [Field<InvitationPage>] = [
        .text("token") { $0.token }, .text("shopName") { $0.shopName },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("name") { $0.form.input(ClaimForm.name) },
    ]
}

/// The form of «C’est moi»: the name of the shopkeeper, optional.
enum ClaimForm {
    static let name = TextField("name", label: "account.name", limit: 120, autocomplete: "name")
    static let fields = [AnyField(name)]
}
