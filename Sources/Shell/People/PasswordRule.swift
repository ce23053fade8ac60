import Web

/// What a password must be: long enough to resist guessing at the pace of the rate limits, not one of the common ones,
/// and not made of the names around the account (NIST SP 800-63B §3.1.1.2). There are no other rules.
enum PasswordRule {
    static let shortest = 12
    static let longest = 200
    /// A new password. Its rule is `problem(in:names:_:)`; its text is neither trimmed nor sent back.
    static let new = TextField(
        "password", .password, label: "account.password", limit: longest, hint: "account.password.hint",
        presence: .required, autocomplete: "new-password"
    ).with { $0.shortest = shortest }
    /// The hidden field with which a `PendingSubmission` lists the password fields whose text it left out.
    static let leftOut = "manque"

    /// Whether a password was typed in `field` and then dropped by a pending submission, so that it must be typed
    /// again.
    static func isLeftOut(_ field: String, of form: Form) -> Bool {
        (form[field] ?? "").isEmpty && form.all(leftOut).contains(field)
    }

    /// The error of the new password of a form, in the person's language; nil when it is acceptable.
    /// - Parameter names: those of the person, their shops and the association, which the password must not be made of.
    static func problem(in form: Form, names: [String], _ context: Context) -> String? {
        if isLeftOut("password", of: form) { return context.say("account.password.again") }
        return switch problem(form["password"] ?? "", names: names) {
        case .tooShort: context.say("account.password.tooShort", ["limit": String(shortest)])
        case .tooLong: context.tooLong(longest)
        case .common: context.say("account.password.common")
        case .name: context.say("account.password.name")
        case nil: nil
        }
    }

    /// Why a password is refused.
    enum Problem {
        case tooShort, tooLong
        /// One of the passwords that guessing programs try first.
        case common
        /// Made of the names around the account.
        case name
    }

    /// What is wrong with a password; nil when it is acceptable.
    static func problem(_ password: String, names: [String]) -> Problem? {
        let length = password.unicodeScalars.count
        if length < shortest { return .tooShort }
        if length > longest { return .tooLong }
        if CommonPasswords.contains(password) { return .common }
        return CommonPasswords.isMade(of: names, password) ? .name : nil
    }
}
