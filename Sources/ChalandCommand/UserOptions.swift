import ArgumentParser
import Base
import Chaland
import SQLite
import Shell

/// The member a command is about.
struct EmailOption: ParsableArguments {
    @Option(
        name: .customLong("email"),
        help: ArgumentHelp(
            say(fr: "L’adresse e-mail du membre. [CHALAND_EMAIL]", en: "The member’s e-mail address. [CHALAND_EMAIL]"),
            valueName: say(fr: "adresse", en: "address")))
    var option: String?

    /// The address; a missing one is bad use.
    func required() throws -> String {
        guard let email = option ?? Environment.value("CHALAND_EMAIL") else {
            throw CommandFailure.badUse(
                say(fr: "il manque --email, l’adresse du membre", en: "--email, the member’s address, is missing"))
        }
        return email
    }
}

/// The origin of links that a command prints.
struct AddressOption: ParsableArguments {
    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp(
            say(
                fr: "L’adresse du site. [CHALAND_PUBLIC_URL ; sinon celle des réglages, sinon http://localhost:8080]",
                en:
                    "The address of the site. [CHALAND_PUBLIC_URL; else that of the settings, else http://localhost:8080]"
            ), valueName: "url"))
    var option: String?

    /// The address given to the command; nil without one.
    func given() throws -> String? {
        try (option ?? Environment.value("CHALAND_PUBLIC_URL")).map(PublicURL.origin)
    }

    /// The address without a path.
    func origin(in db: Reader) throws -> String {
        if let address = try given() { return address }
        if let address = try Association.current(in: db)?.publicAddress, !address.isEmpty { return address }
        return "http://localhost:\(try Setting.number(nil, ["CHALAND_PORT", "PORT"], in: 1...65_535, 8080))"
    }
}

extension StorageOption {
    /// Opens the association of a storage that exists.
    func existingDatabase() throws -> Database {
        try Folders.requireStorage(folder)
        return try Store.open(Folders.database(in: folder))
    }
}

/// The value of `--public-url`.
enum PublicURL {
    /// An origin such as `https://rue-du-marche.fr`: scheme, host, optional port, no path.
    static func origin(_ text: String) throws -> String {
        if let origin = WebOrigin(text) { return origin.description }
        throw CommandFailure.badUse(
            say(
                fr:
                    "CHALAND_PUBLIC_URL vaut « \(text) » : il faut une adresse comme https://rue-du-marche.fr, sans chemin",
                en:
                    "CHALAND_PUBLIC_URL is “\(text)”: it must be an address such as https://rue-du-marche.fr, without a path"
            ))
    }
}
