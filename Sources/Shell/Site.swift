import Base
import HTMLTemplate
import HTTP
import Logging
import SQLite
import Synchronization
import Web

/// One association's site: what all event loops share.
package final class Site: Sendable {
    /// Its settings.
    package let configuration: SiteConfiguration
    /// The association's file.
    package let database: Database
    /// The log of the program; it never contains text written by people.
    package let logger: Logger
    /// The time, which tests set.
    package let clock: Clock
    /// Where ids and secrets come from.
    package let randomness: Randomness
    /// Templates, messages and routes as read at the start.
    package let resources: SiteResources
    /// Password hashes of `HashLane.known`.
    let knownHashing: OffloadPool
    /// All other password hashes. Separate threads, so that imports and sign-ins do not delay each other.
    let hashing: OffloadPool
    /// The hashes of networks and members whose jobs the two pools count.
    let jobOwners: KeyedHash
    /// Work of `JobLane.pages`.
    let pageJobs = OffloadPool(threads: SiteLimits.jobsAtOnce, waiting: SiteLimits.jobsWaiting)
    /// Work of `JobLane.pictures`.
    let pictureJobs = OffloadPool(threads: SiteLimits.picturesAtOnce, waiting: SiteLimits.picturesWaiting)
    /// Work of `JobLane.imports`.
    let importJobs = OffloadPool(threads: SiteLimits.importsAtOnce, waiting: SiteLimits.importsWaiting)
    /// Work of `JobLane.prints`.
    let printJobs = OffloadPool(threads: SiteLimits.printsAtOnce, waiting: SiteLimits.printsWaiting)
    /// Work of `JobLane.mail`.
    let mailJobs = OffloadPool(threads: SiteLimits.mailTrialsAtOnce, waiting: SiteLimits.mailTrialsWaiting)
    /// The PDFs made a moment ago.
    package let prints: PrintShelf
    /// The key of the storage.
    package let key: StorageKey
    /// The jobs of the due-work table.
    package let dueJobs: [DueJob]
    /// Limits on how often a sender may do expensive things.
    package let limits: RateLimits
    /// Security events, counted and logged.
    package let security: SecurityLog
    /// Forwarding fields of a peer that is not trusted.
    package let unknownProxy: UnknownProxy
    /// The taps of the last minutes.
    package let recentTaps: RecentTaps
    /// How many taps count, and how many are held.
    package let tapShares: TapShares
    /// When it was opened, in seconds since 1970 by the machine's clock, even if the site runs by another.
    package let startedAt = Double(Clock.system.now().seconds)
    /// The counters of each loop.
    let loopFigures = Mutex<[LoopFigures]>([])
    /// The page openings that each loop counted since they were last written.
    let pageOpens = Mutex<[PageOpens]>([])
    let metricSources = Mutex<[@Sendable (inout PrometheusText) -> Void]>([])
    private let stopping = Atomic<Bool>(false)

    /// Opens the storage. Anything wrong is thrown here, before the first request.
    package init(
        _ configuration: SiteConfiguration, schema: StorageSchema, resources: SiteResources,
        dueJobs: [DueJob]? = nil, clock: Clock = .system,
        steadyClock: @escaping @Sendable () -> UInt64 = RateLimiter.monotonic,
        randomness: Randomness = .system, logger: Logger = Logger(label: "chaland"),
        database settings: DatabaseConfiguration = .init(), statementLog: StatementLog? = nil
    ) throws {
        self.configuration = configuration
        self.clock = clock
        self.randomness = randomness
        self.logger = logger
        prints = PrintShelf(logger)
        self.resources = resources
        self.dueJobs = dueJobs ?? resources.map.dueJobs
        let isLimited = configuration.limitsRate
        limits = RateLimits(isOn: isLimited, clock: steadyClock)
        recentTaps = RecentTaps(isOn: isLimited, randomness, clock: steadyClock)
        tapShares = TapShares(isOn: isLimited, randomness, clock: steadyClock)
        jobOwners = KeyedHash(randomness)
        knownHashing = OffloadPool(
            threads: SiteLimits.knownHashesAtOnce, waiting: SiteLimits.knownHashesWaiting,
            ofOwner: SiteLimits.hashesOfNetwork, clock: steadyClock)
        hashing = OffloadPool(
            threads: SiteLimits.hashesAtOnce, waiting: SiteLimits.hashesWaiting, ofOwner: SiteLimits.hashesOfNetwork,
            clock: steadyClock)
        let messages = (resources.languages[configuration.language.utf8] ?? resources.languages.first).messages
        security = SecurityLog(logger, message: messages.text("log.security"))
        unknownProxy = UnknownProxy(logger, message: messages.text("log.unknownProxy"))
        var settings = settings
        if let statementLog { settings.statementLog = statementLog }
        database = try Database(path: configuration.databasePath, schema: schema, configuration: settings)
        key = try StorageKey(beside: configuration.databasePath, randomness)
    }

    /// The pool of a lane.
    func jobs(_ lane: JobLane) -> OffloadPool {
        switch lane {
        case .pages: pageJobs
        case .imports: importJobs
        case .pictures: pictureJobs
        case .prints: printJobs
        case .mail: mailJobs
        }
    }

    /// Creates the state of one event loop. Call it on that loop's thread.
    package func makeLoop() throws -> SiteLoop { try SiteLoop(self) }

    /// The names of routes in metrics, indexed by `Response.route`.
    package var routeNames: [String] { resources.map.names.all }

    /// Adds figures of the program around the site to `/metrics`. Called from any loop.
    package func addMetrics(_ source: @escaping @Sendable (inout PrometheusText) -> Void) {
        metricSources.withLock { $0.append(source) }
    }

    /// Announces the end of the program: `/readyz` answers 503 from now on.
    package func prepareToStop() { stopping.store(true, ordering: .relaxed) }
    /// The messages of the log, in the language of the person who runs the program.
    var logMessages: Messages {
        (resources.languages[configuration.language.utf8] ?? resources.languages.first).messages
    }

    var isStopping: Bool { stopping.load(ordering: .relaxed) }
}
