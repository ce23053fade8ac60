import HTMLTemplate
import HTTP
import Logging
import SQLite
import Synchronization
import Web

/// One association's site: what all event loops share.
public final class Site: Sendable {
    /// What it was started with.
    public let configuration: SiteConfiguration
    /// The association's file.
    public let database: Database
    /// The log of the program; never a text of a person.
    public let logger: Logger
    let clock: Clock
    let randomness: Randomness
    let resources: SiteResources
    let offload: OffloadPool
    let limits: RateLimits
    /// Where forms may come from besides the `Host` asked for.
    let origins: [String]

    /// Opens the storage, reads templates and files, draws the map. Anything wrong is thrown here, before the first request.
    public init(
        _ configuration: SiteConfiguration, resources: SiteResources? = nil, clock: Clock = .system,
        steadyClock: @escaping @Sendable () -> UInt64 = RateLimiter<String>.monotonic,
        randomness: Randomness = .system, logger: Logger = Logger(label: "chaland"), statementLog: StatementLog? = nil
    ) throws {
        self.configuration = configuration
        origins = configuration.publicURL.map { [$0] } ?? []
        self.clock = clock
        self.randomness = randomness
        self.logger = logger
        self.resources = try resources ?? SiteResources(home: configuration.home)
        offload = OffloadPool(lanes: SiteLimits.hashesAtOnce, waiting: SiteLimits.hashesWaiting)
        limits = RateLimits(isOn: configuration.limitsRate, clock: steadyClock)
        database = try Store.open(configuration.databasePath, log: statementLog)
    }

    /// What one event loop owns. Call it on the loop's own thread.
    public func makeLoop() throws -> SiteLoop { try SiteLoop(self) }

    /// Where visitors reach this site: as configured, else as this request came.
    func origin(of request: Request) -> String {
        configuration.publicURL ?? (request.isSecure ? "https://" : "http://") + (request[.host] ?? "localhost")
    }
}
