import Base
import ChalandDemo
import SQLite
import Shell

/// The passwords of a demonstration are printed in the documentation. With these passwords it is never served on a
/// public address.
enum PublicDemo {
    typealias Account = (email: String, password: String)

    /// The accounts to announce with passwords that open them; empty for an association.
    /// - Throws: `CommandFailure` for a demonstration on a public address without `--public-demo`.
    static func accounts(_ site: Site, _ settings: ServeSettings) throws -> [Account] {
        guard try Demo.isServed(by: site) else { return [] }
        let reader = try site.database.makeReader()
        let stored = try Association.current(in: reader)?.publicAddress ?? ""
        guard let address = settings.publicURL ?? (stored.isEmpty ? nil : stored),
            WebOrigin(address)?.isLoopback != true
        else {
            // An account whose published password was replaced is left out.
            return try Demo.accounts.map { ($0.email, $0.password) }.filter { email, _ in
                try EmailAddress(typed: email)?.hasFirstPassword(in: reader) ?? false
            }
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
}
