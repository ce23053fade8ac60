import Web

/// What a password must be: long enough to resist guessing at the pace we allow, nothing else (NIST SP 800-63B
/// §3.1.1.2).
enum PasswordRule {
    static let shortest = 10
    static let longest = 200
    /// A new password. Its rule is `problem(in:_:)`; its text is neither trimmed nor sent back.
    static let new = TextField(
        "password", .password, label: "account.password", limit: longest, hint: "account.password.hint",
        presence: .required, autocomplete: "new-password"
    ).with { $0.shortest = shortest }
    /// The field by which a pending submission names the passwords that were typed and are not in it
    /// (`PendingSubmission`).
    static let leftOut = "manque"

    /// Whether a password was typed in `field` and then dropped by a pending submission, so that it must be typed
    /// again.
    static func isLeftOut(_ field: String, of form: Form) -> Bool {
        (form[field] ?? "").isEmpty && form.all(leftOut).contains(field)
    }

    /// The error of the new password of a form, in the person's language; nil when it is acceptable.
    static func problem(in form: Form, _ context: Context) -> String? {
        if isLeftOut("password", of: form) { return context.say("account.password.again") }
        return problem(form["password"] ?? "", context)
    }

    private static func problem(_ password: String, _ context: Context) -> String? {
        let length = password.unicodeScalars.count
        if length < shortest { return context.say("account.password.tooShort", ["limit": String(shortest)]) }
        if length > longest { return context.tooLong(longest) }
        return nil
    }
}
