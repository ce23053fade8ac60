import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The form «Adhérer».
struct JoinForm: Sendable {
    static let name = TextField(
        "name", label: "join.name", limit: 120, missing: "join.name.missing", autocomplete: "name")
    static let email = TextField(
        "email", .email, label: "account.email", limit: EmailAddress.limit, invalid: "account.email.invalid",
        hint: "join.email.hint", autocomplete: "email")
    static let phone = TextField(
        "phone", .telephone, label: "join.phone", limit: PhoneNumber.limit, invalid: "join.phone.invalid",
        autocomplete: "tel")
    static let shopName = TextField("shopName", label: "join.shop", limit: 120, hint: "join.shop.hint")
    static let trade = TextField("trade", label: "join.trade", limit: 80)
    static let address = TextField(
        "address", label: "join.address", limit: 200, autocomplete: "street-address")
    static let note = TextField("note", .lines(3), label: "join.note", limit: 1000)
    static let category = AnyField.choice("category")
    static let form = AnyField.choice("form")

    static let person = [name, email, phone]
    static let shop = [shopName, trade, address]
    static let fields = (person + shop + [note]).map(AnyField.init) + [category, form]

    /// The categories that one can ask for: only the association itself names honorary members.
    static let categories: [MemberCategory] = [.active, .benefactor, .partner]

    private(set) var state: FormState
    let details: JoinRequest.Details

    /// Reads and validates a sent form: a name, and an e-mail address or a telephone number for the answer.
    init(_ form: Form, _ context: Context) {
        var state = FormState(form, fields: JoinForm.fields, context)
        var details = JoinRequest.Details(name: state.text(JoinForm.name))
        details.email = state.email(JoinForm.email, mayBeEmpty: true)
        let phone = state.text(JoinForm.phone)
        if !phone.isEmpty {
            if let number = PhoneNumber(typed: phone) {
                details.phone = number.text
            } else {
                state.refuse(JoinForm.phone, "join.phone.invalid")
            }
        }
        if details.email == nil, phone.isEmpty { state.refuse(JoinForm.email, "join.contact.missing") }
        details.shopName = state.text(JoinForm.shopName)
        details.trade = state.text(JoinForm.trade)
        details.address = state.text(JoinForm.address)
        if !details.shopName.isEmpty, details.trade.isEmpty { state.refuse(JoinForm.trade, "join.trade.missing") }
        details.note = state.text(JoinForm.note)
        let category = MemberCategory(rawValue: state[JoinForm.category.name])
        details.category = category.flatMap { JoinForm.categories.contains($0) ? $0 : nil } ?? .active
        (self.state, self.details) = (state, details)
    }

    /// Adds an error to a field.
    mutating func refuse(_ field: TextField, _ key: String, _ values: [String: String] = [:]) {
        state.refuse(field, key, values)
    }
}
