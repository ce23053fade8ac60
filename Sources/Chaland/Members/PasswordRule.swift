/// What a password must be: long enough to resist guessing at the pace we allow, nothing else (NIST SP 800-63B §3.1.1.2).
enum PasswordRule {
    static let shortest = 10
    static let longest = 200

    /// What is wrong with a new password, in the person's language; nil when nothing is.
    static func problem(_ password: String, _ context: Context) -> String? {
        let length = password.unicodeScalars.count
        if length < shortest { return context.say("account.password.tooShort", ["limit": String(shortest)]) }
        if length > longest { return context.tooLong(longest) }
        return nil
    }
}
