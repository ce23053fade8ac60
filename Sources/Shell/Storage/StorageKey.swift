import Base
import Cryptography
import Glibc

/// The key of a storage: 32 random bytes in `association.key` beside the database, readable by its owner only, and in
/// no backup. It makes secrets that must be made again while they are valid, such as that of an invitation. What is
/// signed to last for years has a key inside the file (`device_key`).
package struct StorageKey: Sendable {
    private let bytes: [UInt8]

    static let fileName = "association.key"
    private static let count = 32

    /// Reads the key beside a database, or makes it. Two processes that make it at once get the same.
    /// - Throws: `StorageKeyError` when the file cannot be read or written, or is no key.
    package init(beside database: String, _ randomness: Randomness) throws {
        let folder = database.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let path = (folder + [Substring(StorageKey.fileName)]).joined(separator: "/")
        if let bytes = try StorageKey.read(path) {
            self.bytes = bytes
            return
        }
        try StorageKey.make(path, randomness.bytes(StorageKey.count), randomness.publicID())
        guard let bytes = try StorageKey.read(path) else { throw StorageKeyError(path: path, errno: ENOENT) }
        self.bytes = bytes
    }

    /// A secret of `length` characters, 5 bits each, that only this key makes of `nonce`; `purpose` separates the uses.
    /// - Parameter length: at most 32.
    package func secret(_ purpose: String, _ nonce: [UInt8], length: Int = 10) -> Secret {
        let code = Cryptography.hmacSHA256(Array(purpose.utf8) + [0] + nonce, key: bytes)
        return Secret(String(decoding: code.prefix(length).map { Crockford.alphabet[Int($0 & 31)] }, as: UTF8.self))
    }

    /// Nil when there is no file.
    private static func read(_ path: String) throws -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw StorageKeyError(path: path, errno: errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: count + 1)
        guard Glibc.read(file, &bytes, bytes.count) == count else { throw StorageKeyError(path: path, errno: EINVAL) }
        return Array(bytes.prefix(count))
    }

    /// The file appears with its content or not at all; one that is there stays.
    private static func make(_ path: String, _ bytes: [UInt8], _ part: String) throws {
        let draft = path + "." + part
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StorageKeyError(path: path, errno: errno) }
        defer {
            close(file)
            unlink(draft)
        }
        guard write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw StorageKeyError(path: path, errno: errno)
        }
        guard link(draft, path) == 0 || errno == EEXIST else { throw StorageKeyError(path: path, errno: errno) }
    }
}

/// The key file of a storage cannot be used.
package struct StorageKeyError: Error, CustomStringConvertible {
    package let path: String
    /// Why the system refused; `EINVAL` for a file that is not a key.
    package let errno: Int32

    /// One line for the terminal.
    package var description: String {
        errno == EINVAL ? "\(path) is not a key of this program" : "\(path): \(String(cString: strerror(errno)))"
    }
}
