import Base
import Glibc

/// The password of the mail server: a file beside the database, readable by its owner only, and in no backup. A backup
/// is copied to other places; a stolen one must not send mail in the association's name. After a restore on another
/// machine, it is typed again.
package struct MailPassword: Sendable {
    private let path: String

    static let fileName = "association.mail"

    /// The password of a site: the file need not exist.
    package init(_ site: Site) {
        let folder = site.configuration.databasePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        path = (folder + [Substring(Self.fileName)]).joined(separator: "/")
    }

    /// The password; nil when there is none.
    /// - Throws: `StorageKeyError` when the file cannot be read.
    package func read() throws -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw StorageKeyError(path: path, errno: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw StorageKeyError(path: path, errno: errno) }
        return count == 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Replaces the password in one step; an empty one removes the file.
    /// - Throws: `StorageKeyError` when the file cannot be written.
    package func write(_ password: String, _ randomness: Randomness) throws {
        if password.isEmpty {
            guard unlink(path) == 0 || errno == ENOENT else { throw StorageKeyError(path: path, errno: errno) }
            return
        }
        let (bytes, draft) = (Array(password.utf8), path + "." + randomness.publicID())
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StorageKeyError(path: path, errno: errno) }
        defer {
            close(file)
            unlink(draft)
        }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0, rename(draft, path) == 0 else {
            throw StorageKeyError(path: path, errno: errno)
        }
    }
}
