import Glibc
import HTTP
import SQLite
import Web

/// `/readyz`: whether this server can read and write now, for load balancers and health checks. `/up` only says that it
/// is alive.
package enum Readiness {
    /// Free bytes below which the disk counts as full: a few commits, so that `/readyz` fails before a visitor's write
    /// does.
    static let leastFreeBytes = 256 << 10

    /// The longest time a group of writes may take: the longest import takes a second. Beyond it another program holds
    /// the file.
    static let longestGroup = Duration.seconds(2)

    /// 200, or 503 with the reason in a line.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let reason = await problem(context) else { return .text("ready\n") }
        return unavailable(reason)
    }

    /// 503 with the reason in a line. Also the error page of `/readyz` where not even the association can be read.
    package static func unavailable(_ reason: String) -> Response {
        .text("not ready: \(reason)\n", status: .serviceUnavailable).retrying(after: 5)
    }

    /// Why this server is not ready, in words for a log; nil when it is.
    private static func problem(_ context: Context) async -> String? {
        if context.site.isStopping { return "stopping" }
        if let problem = problem(withFolder: context.site.configuration.storage) { return problem }
        do {
            try context.site.database.checkPlace()
            // Checked first, so that the answer does not wait behind the group.
            if context.site.database.writing > longestGroup { return "the storage is busy" }
            _ = try context.read { try $0.first("SELECT 1") { $0.int(0) } }
            // An empty write through the queue: no sync, and cached pages stay. After a failed write it touches the
            // file: only a write shows whether the disk has recovered, and a load balancer may send no other writes
            // until this server is ready.
            let isFailing = context.site.database.statistics.isFailing
            try await context.write { if isFailing { try $0.touch() } }
            // After the write: it finds out whether a restore has replaced the damaged contents.
            return context.site.database.statistics.isDamaged ? "the storage is damaged" : nil
        } catch let error as SQLiteError {
            return error.cannotWrite
                ? "the storage cannot be written"
                : error.isBusy
                    ? "the storage is busy" : error.isCorrupt ? "the storage is damaged" : "the storage fails"
        } catch DatabaseError.queueFull {
            return "too many writes are waiting"
        } catch let error as DatabaseError {
            if case .schemaChanged = error { return "\(error)" }
            return "the writer has ended"
        } catch {
            return "the writer has ended"
        }
    }

    private static func problem(withFolder path: String) -> String? {
        var found = statvfs()
        guard statvfs(path, &found) == 0 else { return "the storage is not there" }
        if found.f_flag & UInt(ST_RDONLY) != 0 || access(path, W_OK) != 0 { return "the storage is read-only" }
        let (free, overflow) = Int(clamping: found.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: found.f_frsize))
        return !overflow && free < leastFreeBytes ? "the disk is full" : nil
    }
}
