import ChalandDemo
import Shell
import ArgumentParser
import CLinux
import Chaland
import Glibc
import HTTPServer
import Logging
import SQLite

/// The product and the server meet here: a site's loop answers the requests of an event loop.
extension SiteLoop: LoopHandler {}

/// How the process asks for memory.
private enum Memory {
    /// Blocks from 1 MB on come from the system and go back to it at once (mallopt(3)). Left alone, glibc keeps for itself
    /// what is as large as the largest block ever freed: a table of 100,000 lines would stay for as long as the server runs.
    static func giveBackLargeBlocks() {
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TRIM_THRESHOLD, 1 << 20)
    }
}

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
        Signals.block()
        Memory.giveBackLargeBlocks()
        var settings = try ServeSettings(options)
        let logger = Logger(label: "chaland") { _ in LogLines(settings.log) }
        let folder = storage.folder
        try Folders.makeStorage(folder)
        Folders.ifAlone(in: folder) { Restoration.clearAway(Folders.database(in: folder)) }
        let configuration = try siteConfiguration(settings)
        let resources = try SiteResources(home: configuration.home, map: siteMap)
        let site = try Site(configuration, schema: Store.schema, resources: resources, logger: logger)
        defer { site.database.close() }
        // Binds: the storage is ready, and a port that is taken ends here, before anything is announced.
        let accessLog = try settings.accessLog.map { try AccessLog(path: $0 == "-" ? nil : $0) }
        settings.server.accessLog = accessLog
        settings.server.routes = site.routeNames
        let server = try Server(settings.server) { _ in try site.makeLoop() }
        let dueWork = DueWorkThread(site)
        site.addMetrics { page in
            page.add(server.counters, routes: site.routeNames)
            page.add(accessLog)
        }

        let announcement = try announcement(settings.address(port: server.port), site, settings)
        Task {
            // Not before: a storage that cannot be read ends the start.
            await server.everyLoopTurned()
            for line in announcement { logger.log(level: line.level, "\(line.text)") }
            dueWork.start()
            try await Self.tellSystemd(server)
        }
        try stopAtSignals(site, server, accessLog, logger)
        try server.run()
        dueWork.stop()
        accessLog?.finish()
        logger.info("\(say(fr: "Arrêté", en: "Stopped"))")
    }

    /// What the site is started with.
    private func siteConfiguration(_ settings: ServeSettings) throws -> SiteConfiguration {
        var configuration = SiteConfiguration(home: try Folders.home(home), storage: storage.folder)
        configuration.publicURL = settings.publicURL
        configuration.otherHosts = settings.otherHosts
        configuration.metricsToken = settings.metricsToken
        configuration.version = Version.number
        configuration.language = say(fr: "fr", en: "en")
        configuration.isDevelopment = settings.isDevelopment
        configuration.limitsRate = settings.limitsRate
        return configuration
    }

    /// Stops the server at SIGTERM or Ctrl+C, and begins a new access log at SIGUSR1 or SIGHUP.
    private func stopAtSignals(
        _ site: Site, _ server: Server<SiteLoop>, _ accessLog: AccessLog?, _ logger: Logger
    ) throws {
        try Signals.wait(
            reopen: { accessLog?.reopen() },
            stop: {
                Systemd.notify("STOPPING=1")
                logger.info(
                    "\(say(fr: "Arrêt demandé : fin des réponses en cours", en: "Asked to stop: finishing the answers under way"))"
                )
                site.prepareToStop()
                server.stop()
            })
    }

    /// Tells systemd, when it asks, that every loop serves, and again as often as its watchdog wants (sd_notify(3)).
    private static func tellSystemd(_ server: Server<SiteLoop>) async throws {
        guard Systemd.isListening else { return }
        Systemd.notify("READY=1")
        guard let interval = Systemd.watchdog else { return }
        while true {
            try await Task.sleep(for: interval / 2)
            await server.everyLoopTurned()
            Systemd.notify("WATCHDOG=1")
        }
    }

    /// What is said once every loop serves.
    /// - Parameter local: where the site can be opened on this machine.
    private func announcement(
        _ local: String, _ site: Site, _ settings: ServeSettings
    ) throws -> [(level: Logger.Level, text: String)] {
        let address = settings.publicURL ?? local
        let places = settings.publicURL.map { "\($0), \(local)" } ?? local
        var lines: [(level: Logger.Level, text: String)] = []
        if !settings.limitsRate {
            let text = say(
                fr: "LIMITES DE FRÉQUENCE LEVÉES (CHALAND_RATE_LIMIT=off) : jamais sur un site public",
                en: "RATE LIMITS ARE OFF (CHALAND_RATE_LIMIT=off): never on a public site")
            lines.append((.warning, text))
        }
        if settings.isDevelopment {
            let text = say(fr: "Mode développement : /style est servi", en: "Development mode: /style is served")
            lines.append((.warning, text))
        }
        let serves = say(
            fr: "Chaland \(Version.number) sert \(storage.folder) sur \(places) (\(settings.server.loops) boucles)",
            en: "Chaland \(Version.number) serves \(storage.folder) on \(places) (\(settings.server.loops) loops)")
        lines.append((.info, serves))
        if try Demo.isServed(by: site) {
            let accounts = Demo.accounts.map { "\($0.email) « \($0.password) »" }.joined(separator: ", ")
            let text = say(
                fr: "DÉMONSTRATION : chacun peut entrer avec \(accounts)",
                en: "DEMONSTRATION: anybody can come in with \(accounts)")
            lines.append((.warning, text))
        }
        if let path = try FirstSteps.prepare(site) {
            let text = say(
                fr: "Ouvrez \(address + path) pour les premiers pas (une seule fois, dans les trente minutes)",
                en: "Ouvrez \(address + path) – open this address for the first steps (once, within thirty minutes)")
            lines.append((.info, text))
        }
        return lines
    }
}
