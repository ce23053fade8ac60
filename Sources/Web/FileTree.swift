import Glibc

/// A folder that cannot be read or has an invalid file. Thrown at start.
public struct FileTreeError: Error, CustomStringConvertible {
    /// The file, relative to the folder.
    public let file: String
    /// The problem.
    public let reason: String

    /// File and reason in one line.
    public var description: String { "\(file): \(reason)" }
}

/// Reads a folder into memory at start. Requests never access the disk, so path traversal is impossible.
///
/// Uses system calls, because Foundation looks up the owner's name of every file in the user database.
public enum FileTree {
    /// One file.
    public struct File: Sendable {
        /// Its path relative to the folder, such as `icons/shop.svg`.
        public let name: String
        /// Its contents.
        public let bytes: [UInt8]
        /// When it last changed, in seconds since 1970; now, when that is in the future: `Last-Modified` must not be
        /// later than `Date` (RFC 9110 §8.8.2.1).
        public let modified: Int
    }

    /// Limit of one file in bytes; images of the site are far smaller.
    private static let largestFile = 8 << 20
    /// Limit of the whole folder in bytes, since it stays in memory.
    private static let largestFolder = 64 << 20

    /// All files below `folder`, sorted by name. Symbolic links and hidden files are skipped.
    public static func read(_ folder: String) throws(FileTreeError) -> [File] {
        var files: [File] = []
        var total = 0
        try read(folder, below: "", into: &files, total: &total)
        return files.sorted { $0.name < $1.name }
    }

    private static func read(
        _ folder: String, below: String, into files: inout [File], total: inout Int
    ) throws(FileTreeError) {
        guard let names = names(in: folder) else { throw FileTreeError(file: folder, reason: "cannot be listed") }
        for name in names where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            var status = stat()
            // lstat returns the attributes of a symbolic link itself.
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try read(path, below: "\(below)\(name)/", into: &files, total: &total)
            case S_IFREG:
                total += Int(status.st_size)
                guard status.st_size <= largestFile, total <= largestFolder else {
                    throw FileTreeError(file: below + name, reason: "too large to be held in memory")
                }
                guard let bytes = contents(of: path, size: Int(status.st_size)) else {
                    throw FileTreeError(file: below + name, reason: "cannot be read")
                }
                files.append(File(name: below + name, bytes: bytes, modified: min(status.st_mtim.tv_sec, time(nil))))
            default: continue
            }
        }
    }

    private static func names(in folder: String) -> [String]? {
        guard let listing = opendir(folder) else { return nil }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            // The name ends at its NUL: the declared size of d_name may be longer or shorter than the name.
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
                })
        }
        return names
    }

    /// Reads up to the end of the file, also when its size has changed; nil when it cannot be opened or read, or is
    /// over the limit.
    private static func contents(of path: String, size: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        while bytes.count <= largestFile {
            let wanted = max(size - bytes.count, 0) + 1
            var got = 0
            let piece = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                repeat { got = Glibc.read(file, buffer.baseAddress, wanted) } while got < 0 && errno == EINTR
                count = max(got, 0)
            }
            if got < 0 { return nil }
            if got == 0 { return bytes }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
        }
        return nil
    }
}
