import ChalandDemo
import Shell

/// The passwords of a demonstration are printed in the documentation. With these passwords it is never served on a
/// public address.
enum PublicDemo {
    typealias Account = (email: String, password: String)

    /// The accounts to announce; empty for an association.
    /// - Throws: `CommandFailure` for a demonstration on a public address without `--public-demo`.
    static func accounts(_ site: Site, _ settings: ServeSettings) throws -> [Account] {
        guard try Demo.isServed(by: site) else { return [] }
        guard let address = settings.publicURL, !isOfThisMachine(address) else {
            return Demo.accounts.map { ($0.email, $0.password) }
        }
        guard settings.allowsPublicDemo else {
            throw CommandFailure(
                say(
                    fr: """
                        ce dossier contient la démonstration, dont les mots de passe sont connus de tous : elle n’est pas servie sur \
                        \(address). Avec --public-demo elle l’est, avec des mots de passe tirés au hasard à chaque démarrage
                        """,
                    en: """
                        this folder contains the demonstration, whose passwords are public: it is not served at \(address). \
                        --public-demo serves it with random passwords, drawn at each start
                        """))
        }
        return try Demo.drawPasswords(on: site)
    }

    /// Whether only this machine can reach an address: `http://localhost:8080`, `http://127.0.0.1`, `http://[::1]`.
    private static func isOfThisMachine(_ address: String) -> Bool {
        let authority = address.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" }
        if authority.hasPrefix("[") { return authority.hasPrefix("[::1]") }
        let host = authority.prefix { $0 != ":" }
        return host == "localhost" || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }
}
