import SQLite
import Synchronization

@testable import Base
@testable import Chaland
@testable import Shell

/// Jobs that record their runs.
final class TestWork: Sendable {
    /// What a failing job throws.
    struct Trouble: Error {}

    private let seen = Mutex<[String]>([])

    /// The runs so far, in order.
    var runs: [String] { seen.withLock { $0 } }
    func add(_ run: String) { seen.withLock { $0.append(run) } }

    func mail() -> DueJob { .scheduled("mail") { [self] in add("\($0.object) \($0.key)") } }
    func nightly() -> DueJob { .daily("nightly", hour: 0, minute: 5) { [self] in add($0.key) } }
    func failing() -> DueJob {
        .scheduled("failing") { [self] in
            add("failing \($0.attempt)")
            throw Trouble()
        }
    }

    func schedule(
        _ kind: String, _ object: String = "", in seconds: Int, key: String = "k", on site: TestSite
    ) throws {
        let moment = site.now + seconds
        try site.write { try DueWork.schedule(kind, object, at: moment, key: key, in: $0) }
    }
}
