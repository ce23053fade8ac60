import Base

/// The name and sign-in fields of a member, for several forms.
package enum MemberFields {
    package static let name = TextField(
        "name", label: "account.name", limit: 120, missing: "account.name.missing", autocomplete: "name")
    package static let email = TextField(
        "email", .email, label: "account.email", limit: EmailAddress.limit, invalid: "account.email.invalid",
        presence: .required, autocomplete: "username")
    /// The current password.
    package static let password = TextField(
        "password", .password, label: "account.password", limit: PasswordRule.longest, presence: .required,
        autocomplete: "current-password")
}
