import Glibc

/// File operations that SQLite does not provide. Databases hold personal data, so files are created with mode 0600;
/// SQLite creates `-wal` and `-shm` with the same mode.
enum PrivateFile {
    /// Creates an empty file at `path` unless it exists.
    static func createIfMissing(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw SQLiteError(call: "create", path: path, errno: errno)
        }
        close(descriptor)
        try syncFolder(of: path)
    }

    /// Whether `path` exists.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The size of the file at `path` in bytes; nil when it does not exist.
    static func size(_ path: String) -> Int? {
        var found = stat()
        return stat(path, &found) == 0 ? Int(found.st_size) : nil
    }

    /// The first bytes of a regular file; nil when it cannot be read.
    static func start(of path: String, bytes: Int) -> [UInt8]? {
        guard isRegular(path) else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var start = [UInt8](repeating: 0, count: bytes)
        let count = read(descriptor, &start, bytes)
        return count < 0 ? nil : Array(start[..<count])
    }

    /// Whether `path` is a regular file. Opening a pipe would block, and a device must not be replaced.
    static func isRegular(_ path: String) -> Bool {
        var found = stat()
        return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFREG
    }

    /// `path` with symbolic links followed, whether the target exists or not: a rename must not replace a link.
    static func followed(_ path: String) -> String {
        var path = path
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        // The kernel's limit (path_resolution(7)).
        for _ in 0..<40 {
            let length = buffer.withUnsafeMutableBytes { bytes in
                bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? 0
            }
            guard length > 0 else { break }
            let target = String(decoding: buffer[..<length], as: UTF8.self)
            path = target.hasPrefix("/") ? target : folder(of: path) + "/" + target
        }
        return path
    }

    /// Whether both paths refer to the same file.
    static func areSame(_ first: String, _ second: String) -> Bool {
        guard let one = identity(of: first) else { return false }
        return one == identity(of: second)
    }

    /// The path and identity of an opened database and its log. Once another file or none is at the path, writes to it
    /// would be lost.
    struct Place: Sendable {
        let path: String
        private let log: String
        private let index: String
        private let identities: [Identity?]

        /// The place of the file now at `path`, and of its log, both open.
        init(_ path: String) {
            self.path = path
            (log, index) = (path + "-wal", path + "-shm")
            identities = [path, log, index].map(PrivateFile.identity)
        }

        /// - Throws: `SQLiteError.moved` when one of them is no longer at its path.
        func check() throws(SQLiteError) {
            guard PrivateFile.identity(of: path) == identities[0], PrivateFile.identity(of: log) == identities[1],
                PrivateFile.identity(of: index) == identities[2]
            else { throw SQLiteError.moved }
        }
    }

    /// Identifies a file by device and inode.
    private struct Identity: Equatable, Sendable {
        let device: dev_t
        let inode: ino_t
    }

    /// The identity of the file at `path`; nil when it does not exist.
    private static func identity(of path: String) -> Identity? {
        var found = stat()
        guard stat(path, &found) == 0 else { return nil }
        return Identity(device: found.st_dev, inode: found.st_ino)
    }

    /// Removes a database file and its journal, log and index, if they exist.
    static func remove(_ path: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(path + suffix) }
    }

    /// Atomically and durably renames `part` to `path`.
    static func publish(_ part: String, as path: String) throws {
        try sync(part, flags: O_RDONLY)
        guard rename(part, path) == 0 else { throw SQLiteError(call: "rename", path: path, errno: errno) }
        try syncFolder(of: path)
    }

    /// Moves an unreadable database file to `aside`, with its log. The log is moved first: SQLite would replay it into
    /// another file.
    static func moveAside(_ path: String, to aside: String) throws {
        for suffix in ["-wal", "-journal"] where exists(path + suffix) {
            guard rename(path + suffix, aside + suffix) == 0 else {
                throw SQLiteError(call: "rename", path: path + suffix, errno: errno)
            }
        }
        unlink(path + "-shm")
        if link(path, aside) == 0 { return }
        guard rename(path, aside) == 0 else { throw SQLiteError(call: "rename", path: path, errno: errno) }
    }

    private static func syncFolder(of path: String) throws {
        try sync(folder(of: path), flags: O_RDONLY | O_DIRECTORY)
    }

    private static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? "."
    }

    private static func sync(_ path: String, flags: Int32) throws {
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw SQLiteError(call: "open", path: path, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SQLiteError(call: "fsync", path: path, errno: errno) }
    }
}
