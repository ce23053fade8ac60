/// The fields by which a member is called and signs in, for the forms that ask for them.
enum MemberFields {
    static let name = TextField(
        "name", label: "account.name", limit: 120, missing: "account.name.missing", autocomplete: "name")
    static let email = TextField(
        "email", .email, label: "account.email", limit: EmailAddress.limit, invalid: "account.email.invalid",
        presence: .required, autocomplete: "username")
    /// The password they have.
    static let password = TextField(
        "password", .password, label: "account.password", limit: PasswordRule.longest, presence: .required,
        autocomplete: "current-password")
}
