import ArgumentParser
import CLinux
import Chaland
import Glibc
import HTTPServer
import Logging
import POSIX
import SQLite
import Shell
import Synchronization

/// Connects the product to the server: a site's loop handles the requests of an event loop.
extension SiteLoop: LoopHandler {}

/// Settings of the memory allocator.
private enum Memory {
    /// Returns blocks of 1 MB and more to the system as soon as they are freed (mallopt(3)). By default glibc raises
    /// this threshold to the largest block ever freed, and the memory of one export of 100,000 lines would stay with
    /// the process.
    static func returnLargeBlocks() {
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
                The first start prints a set-up address, good for thirty minutes and one use.
                Ctrl+C or SIGTERM stops once the requests in flight are answered.
                CHALAND_RATE_LIMIT=off lifts the rate limits, for load tests only.
                """))

    @OptionGroup var storage: StorageOption
    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServeOptions

    mutating func run() throws {
        Signals.block()
        Memory.returnLargeBlocks()
        var settings = try ServeSettings(options)
        let logger = Logger(label: "chaland") { _ in LogLines(settings.log) }
        let folder = storage.folder
        try Folders.makeStorage(folder)
        Folders.ifUnlocked(in: folder) {
            RestorationLeftovers.remove(beside: Folders.database(in: folder), schema: Store.schema)
        }
        let configuration = try siteConfiguration(settings)
        let resources = try SiteResources(home: configuration.home, map: siteMap, checksPages: settings.isDevelopment)
        let site = try Site(configuration, schema: Store.schema, resources: resources, logger: logger)
        defer { site.database.close() }
        // Binds the port. A taken port ends the start here, before anything is announced.
        let accessLog = try settings.accessLog.map { try AccessLog(path: $0 == "-" ? nil : $0) }
        settings.server.accessLog = accessLog
        settings.server.routes = site.routeNames
        let server = try Server(settings.server) { _ in try site.makeLoop() }
        let dueWork = DueWorkThread(site)
        Self.addMetrics(of: server, accessLog, to: site)
        let announcement = try Announcement(
            site, settings, port: server.port, accounts: PublicDemo.accounts(site, settings)
        ).lines()
        let failure = StartFailure()
        // Not a task (see `AccessLogWriter`). Waits for the loops: a storage that cannot be read ends the start.
        try SystemThread.detach("start") {
            server.waitForAllLoops()
            for line in announcement { logger.log(level: line.level, "\(line.text)") }
            failure.stop(server, unless: dueWork.start)
            Self.notifySystemd(server)
        }
        try stopAtSignals(site, server, accessLog, logger)
        try server.run()
        try failure.check()
        dueWork.stop()
        accessLog?.finish()
        logger.info("\(say(fr: "Arrêté", en: "Stopped"))")
    }

    private static func addMetrics(of server: Server<SiteLoop>, _ accessLog: AccessLog?, to site: Site) {
        site.addMetrics { page in
            page.add(server.counters, routes: site.routeNames)
            page.add(accessLog)
        }
    }

    /// The configuration of the site.
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

    /// SIGTERM or Ctrl+C stops the server; SIGUSR1 or SIGHUP reopens the access log.
    private func stopAtSignals(
        _ site: Site, _ server: Server<SiteLoop>, _ accessLog: AccessLog?, _ logger: Logger
    ) throws {
        try Signals.wait(
            reopen: { accessLog?.reopen() },
            stop: {
                Systemd.notify("STOPPING=1")
                logger.info(
                    "\(say(fr: "Arrêt demandé : fin des réponses en cours", en: "Stopping: finishing the requests in flight"))"
                )
                site.prepareToStop()
                server.stop()
            })
    }

    /// Notifies systemd that every loop serves, then feeds its watchdog (sd_notify(3)).
    private static func notifySystemd(_ server: Server<SiteLoop>) {
        guard Systemd.isListening else { return }
        Systemd.notify("READY=1")
        guard let interval = Systemd.watchdog else { return }
        let (seconds, attoseconds) = (interval / 2).components
        var pause = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        while true {
            nanosleep(&pause, nil)
            server.waitForAllLoops()
            Systemd.notify("WATCHDOG=1")
        }
    }
}

/// An error of the thread that starts the rest beside the loops; it ends the program.
private final class StartFailure: Sendable {
    private let error = Mutex<(any Error)?>(nil)

    /// Runs `work`; stops the server when it throws.
    func stop(_ server: Server<SiteLoop>, unless work: () throws -> Void) {
        do {
            try work()
        } catch {
            self.error.withLock { $0 = error }
            server.stop()
        }
    }

    /// Throws the error, if any.
    func check() throws {
        if let error = error.withLock({ $0 }) { throw error }
    }
}
