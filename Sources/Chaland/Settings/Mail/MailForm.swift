import Base
import Shell
import Web

/// The form of the server that sends mail.
struct MailForm {
    static let host = TextField(
        "host", label: "mail.host", limit: 253, missing: "mail.host.missing", invalid: "mail.host.invalid",
        hint: "mail.host.hint", inputMode: "url")
    static let port = TextField(
        "port", label: "mail.port", limit: 5, missing: "mail.port.invalid", invalid: "mail.port.invalid",
        hint: "mail.port.hint", inputMode: "numeric", isShort: true)
    static let user = TextField("user", label: "mail.user", limit: 254, hint: "mail.user.hint")
    static let password = TextField(
        "password", .password, label: "mail.password", limit: 500, hint: "mail.password.hint", presence: .conditional)
    static let senderName = TextField(
        "senderName", label: "mail.senderName", limit: 120, missing: "mail.senderName.missing")
    static let sender = TextField(
        "sender", .email, label: "mail.sender", limit: EmailAddress.limit, invalid: "mail.address.invalid",
        hint: "mail.sender.hint", presence: .required)
    static let security = "security"
    /// The recipient of a trial mail; also the field for an address that receives nothing.
    static let address = TextField(
        "address", .email, label: "mail.trial.address", limit: EmailAddress.limit, invalid: "mail.address.invalid",
        presence: .required, autocomplete: "email")
    static let refused = address.with { ($0.label, $0.autocomplete) = ("mail.refused.address", "off") }

    static let before = [host, port]
    static let after = [user, password, senderName, sender]
    static let fields = (before + after + [address]).map(AnyField.init) + [.choice(security)]

    private(set) var state: FormState
    /// Nil when a field was refused.
    private(set) var server: MailServer?
    /// What was typed; empty leaves the stored one.
    let password: String

    /// Reads and validates the submitted form.
    /// - Parameter stored: the settings before; nil while there are none.
    init(_ form: Form, stored: MailServer?, hasPassword: Bool, _ context: Context) {
        var state = FormState(form, fields: Self.fields, context)
        let host = state.text(Self.host).lowercased()
        if !host.isEmpty, !Self.isHost(host) { state.refuse(Self.host, "mail.host.invalid") }
        let port = Int(state.text(Self.port)) ?? 0
        if !(1...65_535).contains(port) { state.refuse(Self.port, "mail.port.invalid") }
        let security = MailServer.Security(rawValue: state[Self.security])
        if security == nil { state.refuse(Self.security, context.say("mail.security.missing")) }
        if security == MailServer.Security.none, !Self.isThisMachine(host) {
            state.refuse(Self.security, context.say("mail.security.none.refused"))
        }
        let user = state.text(Self.user)
        let password = state[Self.password]
        let name = state.text(Self.senderName)
        let sender = state.email(Self.sender)
        if let security, let sender {
            let typed = MailServer(
                host: host, port: port, security: security, user: user, senderName: name, sender: sender)
            // A stored password goes only to the server it was typed for.
            if !user.isEmpty, password.isEmpty, !hasPassword || !typed.isSameAccount(as: stored) {
                state.refuse(Self.password, "mail.password.missing")
            }
            if state.isValid { server = typed }
        }
        (self.state, self.password) = (state, password)
    }

    /// A host name or an IPv4 address: letters, digits, hyphens and dots.
    private static func isHost(_ host: String) -> Bool {
        host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                }
        }
    }

    private static func isThisMachine(_ host: String) -> Bool { host == "localhost" || host == "127.0.0.1" }

    /// The form values for these settings; those of a first setup without any.
    static func values(_ server: MailServer?, _ association: Association) -> [String: String] {
        guard let server else {
            return [port.name: "465", security: MailServer.Security.tls.rawValue, senderName.name: association.name]
        }
        return [
            host.name: server.host, port.name: String(server.port), security: server.security.rawValue,
            user.name: server.user, senderName.name: server.senderName, sender.name: server.sender.text,
        ]
    }
}

extension MailServer {
    /// Whether a password typed for one is meant for the other.
    fileprivate func isSameAccount(as other: MailServer?) -> Bool {
        guard let other else { return false }
        return host == other.host && port == other.port && security == other.security && user == other.user
    }
}
