import Glibc
import HTTP
import SQLite
import Web

/// `/readyz`: whether this server can do its work now, for whoever decides to send visitors here. `/up` only says that it
/// is alive.
package enum Readiness {
    /// Free bytes under which the disk counts as full: a few commits' worth, so that the answer is no before a visitor's
    /// write is the one that finds out.
    static let leastFreeBytes = 256 << 10

    /// For how long the writes of a group may be at work before somebody holds them up: the longest import takes a second.
    static let longestGroup = Duration.seconds(2)

    /// 200, or 503 with the reason in a line.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let reason = await problem(context) else { return .text("ready\n") }
        return no(reason)
    }

    /// 503 with the reason in a line: also where not even what every page needs can be read.
    package static func no(_ reason: String) -> Response {
        .text("not ready: \(reason)\n", status: .serviceUnavailable).retrying(after: 5)
    }

    /// What keeps this server from its work, in words for a log; nil when nothing does.
    private static func problem(_ context: Context) async -> String? {
        if context.site.isStopping { return "stopping" }
        if let problem = problem(withFolder: context.site.configuration.storage) { return problem }
        do {
            try context.site.database.checkPlace()
            // Whoever asks learns it at once instead of waiting along.
            if context.site.database.writing > longestGroup { return "the storage is busy" }
            _ = try context.read { try $0.first("SELECT 1") { $0.int(0) } }
            // Goes the way of every write and changes nothing: no sync, and no page kept is given up for it. Only where the last
            // one failed it writes: a disk that refuses is known by nothing else, and whoever asks may send no visitor meanwhile.
            let isFailing = context.site.database.statistics.isFailing
            try await context.write { if isFailing { try $0.touch() } }
            return nil
        } catch let error as SQLiteError {
            return error.isFull
                ? "the storage cannot be written" : error.isBusy ? "the storage is busy" : "the storage fails"
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
