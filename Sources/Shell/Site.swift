import Base
import HTMLTemplate
import HTTP
import Logging
import SQLite
import Synchronization
import Web

/// One association's site: what all event loops share.
package final class Site: Sendable {
    /// What it was started with.
    package let configuration: SiteConfiguration
    /// The association's file.
    package let database: Database
    /// The log of the program; never a text of a person.
    package let logger: Logger
    package let clock: Clock
    package let randomness: Randomness
    package let resources: SiteResources
    /// Password hashes, with threads of their own: a long import delays no sign-in, nor the other way round.
    let hashing = OffloadPool(threads: SiteLimits.hashesAtOnce, waiting: SiteLimits.hashesWaiting)
    /// All other work that would hold up a loop.
    package let offload = OffloadPool(threads: SiteLimits.jobsAtOnce, waiting: SiteLimits.jobsWaiting)
    /// What the program does by itself, later.
    package let dueJobs: [DueJob]
    package let limits: RateLimits
    /// Where forms may come from besides the `Host` asked for.
    let origins: [String]
    /// The hosts this site answers for.
    package let hosts: AllowedHosts
    /// When it was opened, in seconds since 1970: of the machine's clock, whatever clock the site runs by.
    package let startedAt = Double(Clock.system.now().seconds)
    /// What each loop counts.
    let loopFigures = Mutex<[LoopFigures]>([])
    let metricSources = Mutex<[@Sendable (inout PrometheusText) -> Void]>([])
    private let stopping = Atomic<Bool>(false)

    /// Opens the storage, reads templates and files, draws the map. Anything wrong is thrown here, before the first request.
    package init(
        _ configuration: SiteConfiguration, schema: StorageSchema, resources: SiteResources,
        dueJobs: [DueJob]? = nil, clock: Clock = .system,
        steadyClock: @escaping @Sendable () -> UInt64 = RateLimiter.monotonic,
        randomness: Randomness = .system, logger: Logger = Logger(label: "chaland"),
        database settings: DatabaseConfiguration = .init(), statementLog: StatementLog? = nil
    ) throws {
        self.configuration = configuration
        origins = configuration.publicURL.map { [$0] } ?? []
        self.clock = clock
        self.randomness = randomness
        self.logger = logger
        self.resources = resources
        self.dueJobs = dueJobs ?? resources.map.dueJobs
        limits = RateLimits(isOn: configuration.limitsRate, clock: steadyClock)
        hosts = AllowedHosts(configuration.hosts)
        var settings = settings
        if let statementLog { settings.statementLog = statementLog }
        database = try Database(path: configuration.databasePath, schema: schema, configuration: settings)
    }

    /// What one event loop owns. Call it on the loop's own thread.
    package func makeLoop() throws -> SiteLoop { try SiteLoop(self) }

    /// What answers are counted by, by `Response.route`.
    package var routeNames: [String] { resources.map.names.all }

    /// Adds figures of the program around the site to `/metrics`. Called from any loop.
    package func addMetrics(_ source: @escaping @Sendable (inout PrometheusText) -> Void) {
        metricSources.withLock { $0.append(source) }
    }

    /// Says that the program is about to end: `/readyz` answers no from now on.
    package func prepareToStop() { stopping.store(true, ordering: .relaxed) }
    /// The messages of the log, in the language of the person who runs the program.
    var logMessages: Messages {
        (resources.languages[configuration.language.utf8] ?? resources.languages.first).messages
    }

    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Where visitors reach this site: as configured, else as this request came.
    package func origin(of request: Request) -> String {
        configuration.publicURL ?? (request.isSecure ? "https://" : "http://") + (request[.host] ?? "localhost")
    }
}
