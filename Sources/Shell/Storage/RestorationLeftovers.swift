import FoundationEssentials
import SQLite

/// The files that a restore makes beside the association, and removal of those that a killed one leaves.
///
/// The steps of a restore: it prepares the new contents in `….restoring`; copies the present association to
/// `….before-restore-….sqlite.part`; replaces its contents; renames the copy without `.part`; removes `….restoring`.
/// The table `restoration` has a token that identifies the contents: if the association has the token of `….restoring`,
/// the replacement was done and the copy is complete.
package enum RestorationLeftovers {
    static func prepared(_ path: String) -> String { path + ".restoring" }

    static func copyPrefix(_ path: String) -> String { path.replacing(".sqlite", with: "") + ".before-restore-" }

    static func part(of copy: String) -> String { copy + ".part" }

    /// Removes the leftovers beside the association at `path`, which hold personal data. If the replacement was done,
    /// the copy of the replaced association gets its final name instead. Do not call it while a restore runs.
    package static func remove(beside path: String, schema: StorageSchema) {
        let token = token(of: prepared(path), schema) ?? []
        // An association that cannot be read may have been replaced: the copy stays.
        let isReplaced = !token.isEmpty && (self.token(of: path, schema) ?? token) == token
        for part in parts(beside: path) {
            if isReplaced, part.hasSuffix(".sqlite.part") {
                try? Backup.publish(part, as: String(part.dropLast(".part".count)))
            }
            remove(part)
        }
        remove(prepared(path))
    }

    /// Nil when the file is missing or cannot be read; empty when it was never restored.
    private static func token(of path: String, _ schema: StorageSchema) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let reader = try Database.reader(path: path, schema: schema)
            return try reader?.first("SELECT token FROM restoration") { $0.bytes(0) } ?? []
        } catch {
            return nil
        }
    }

    /// Copies that were not finished, those of the copying itself (`.part.part`) among them.
    private static func parts(beside path: String) -> [String] {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let prefix = URL(fileURLWithPath: copyPrefix(path)).lastPathComponent
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".part") }.map { folder + "/" + $0 }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}
