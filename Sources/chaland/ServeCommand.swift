import ArgumentParser
import Chaland
import Glibc
import HTTPServer
import Logging
import SQLite

/// The product and the server meet here: a site's loop answers the requests of an event loop.
extension SiteLoop: LoopHandler {}

/// `chaland serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: say(fr: "Sert le site de l’association.", en: "Serves the association’s site."),
        discussion: say(
            fr: """
                Le premier démarrage affiche une adresse « premiers pas », bonne trente minutes et une seule fois.
                Ctrl+C ou SIGTERM arrête après avoir fini de répondre.
                CHALAND_RATE_LIMIT=off lève les limites de fréquence, pour les essais de charge seulement.
                """,
            en: """
                The first start shows one address for the first steps, good for thirty minutes and one use.
                Ctrl+C or SIGTERM stops after the requests under way are answered.
                CHALAND_RATE_LIMIT=off lifts the rate limits, for load tests only.
                """))

    @OptionGroup var storage: StorageOption
    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServeOptions

    mutating func run() throws {
        StopSignals.block()
        let settings = try ServeSettings(options)
        let logger = Logger(label: "chaland") { _ in LogLines(settings.log) }
        let folder = storage.folder
        try Folders.makeStorage(folder)

        var configuration = SiteConfiguration(home: try Folders.home(home), storage: folder)
        configuration.publicURL = settings.publicURL
        configuration.isDevelopment = settings.isDevelopment
        configuration.limitsRate = settings.limitsRate
        let site = try Site(configuration, logger: logger)
        defer { site.database.close() }
        // Binds: the storage is ready, and a port that is taken ends here, before anything is announced.
        let server = try Server(settings.server) { _ in try site.makeLoop() }

        let address = settings.publicURL ?? settings.address(port: server.port)
        try announce(address, site, settings, logger)
        tellSystemd(server)
        StopSignals.whenAsked {
            Systemd.notify("STOPPING=1")
            logger.info(
                "\(say(fr: "Arrêt demandé : fin des réponses en cours", en: "Asked to stop: finishing the answers under way"))"
            )
            server.stop()
        }
        try server.run()
        logger.info("\(say(fr: "Arrêté", en: "Stopped"))")
    }

    /// Tells systemd, when it asks, that every loop serves, and again as often as its watchdog wants (sd_notify(3)).
    private func tellSystemd(_ server: Server<SiteLoop>) {
        guard Systemd.isListening else { return }
        Task {
            await server.everyLoopTurned()
            Systemd.notify("READY=1")
            guard let interval = Systemd.watchdog else { return }
            while true {
                try await Task.sleep(for: interval / 2)
                await server.everyLoopTurned()
                Systemd.notify("WATCHDOG=1")
            }
        }
    }

    private func announce(_ address: String, _ site: Site, _ settings: ServeSettings, _ logger: Logger) throws {
        if !settings.limitsRate {
            logger.warning(
                """
                \(say(
                    fr: "LIMITES DE FRÉQUENCE LEVÉES (CHALAND_RATE_LIMIT=off) : jamais sur un site public",
                    en: "RATE LIMITS ARE OFF (CHALAND_RATE_LIMIT=off): never on a public site"))
                """)
        }
        if settings.isDevelopment {
            logger.warning(
                "\(say(fr: "Mode développement : /style est servi", en: "Development mode: /style is served"))")
        }
        logger.info(
            """
            \(say(
                fr: "Chaland \(Version.number) sert \(storage.folder) sur \(address) (\(settings.server.loops) boucles)",
                en: "Chaland \(Version.number) serves \(storage.folder) on \(address) (\(settings.server.loops) loops)"))
            """)
        if try Demo.isServed(by: site) {
            let accounts = Demo.accounts.map { "\($0.email) « \($0.password) »" }.joined(separator: ", ")
            logger.warning(
                """
                \(say(
                    fr: "DÉMONSTRATION : chacun peut entrer avec \(accounts)",
                    en: "DEMONSTRATION: anybody can come in with \(accounts)"))
                """)
        }
        guard let path = try FirstSteps.prepare(site) else { return }
        logger.info(
            """
            \(say(
                fr: "Ouvrez \(address + path) pour les premiers pas (une seule fois, dans les trente minutes)",
                en: "Ouvrez \(address + path) – open this address for the first steps (once, within thirty minutes)"))
            """)
    }
}
