import Base
import Chaland
import HTTPServer
import Logging
import SQLite
import Shell

/// The log lines of a start, once every loop serves.
struct Announcement {
    typealias Line = (level: Logger.Level, text: String)

    private let site: Site
    private let settings: ServeSettings
    /// Where the site can be opened on this machine.
    private let local: String
    /// The accounts of a demonstration; empty for an association.
    private let accounts: [PublicDemo.Account]

    init(_ site: Site, _ settings: ServeSettings, port: Int, accounts: [PublicDemo.Account]) {
        (self.site, self.settings, self.accounts) = (site, settings, accounts)
        local = settings.address(port: port)
    }

    /// - Throws: `SQLiteError` when the association cannot be read.
    func lines() throws -> [Line] {
        let stored = try Association.current(in: site.database.makeReader())?.publicAddress ?? ""
        let address = settings.publicURL ?? (stored.isEmpty ? nil : stored)
        let places = address.map { "\($0), \(local)" } ?? local
        let (version, storage, loops) = (Version.number, site.configuration.storage, settings.server.loops)
        let serves = say(
            fr: "Chaland \(version) sert \(storage) sur \(places) (\(loops) boucles)",
            en: "Chaland \(version) serves \(storage) on \(places) (\(loops) loops)")
        var lines = warnings.map { (level: Logger.Level.warning, text: $0) } + [(level: .info, text: serves)]
        if !accounts.isEmpty { lines.append((.warning, demonstration)) }
        if let path = try Setup.prepare(site) {
            let address = (settings.publicURL ?? local) + path
            let text = say(
                fr: "Ouvrez \(address) pour les premiers pas (une seule fois, dans les trente minutes)",
                en: "Open \(address) to set up the site (once, within thirty minutes)")
            lines.append((.info, text))
        }
        return lines
    }

    private var warnings: [String] {
        var texts: [String] = []
        let year = site.clock.now().local.day.year
        // The program was written after 2020, so the clock is wrong.
        if year < 2020 {
            texts.append(
                say(
                    fr: """
                        L’HORLOGE DE CETTE MACHINE EST FAUSSE (\(year)) : ce qui est noté maintenant portera une fausse date ; \
                        mettez-la à l’heure
                        """,
                    en: """
                        THE CLOCK OF THIS MACHINE IS WRONG (\(year)): what is recorded now gets a wrong date; set the clock
                        """))
        }
        if !settings.limitsRate {
            texts.append(
                say(
                    fr: "LIMITES DE FRÉQUENCE LEVÉES (CHALAND_RATE_LIMIT=off) : jamais sur un site public",
                    en: "RATE LIMITS ARE OFF (CHALAND_RATE_LIMIT=off): never on a public site"))
        }
        if settings.isDevelopment {
            texts.append(say(fr: "Mode développement : /style est servi", en: "Development mode: /style is served"))
        }
        return texts
    }

    private var demonstration: String {
        let accounts = accounts.map { "\($0.email) « \($0.password) »" }.joined(separator: ", ")
        return say(
            fr: "DÉMONSTRATION : chacun peut entrer avec \(accounts)",
            en: "DEMONSTRATION: anyone can sign in with \(accounts)")
    }
}
