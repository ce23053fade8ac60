import Glibc

/// A folder that cannot be read or used as it is: found at start, with the file.
public struct FileTreeError: Error, CustomStringConvertible {
    /// The file, from the folder down.
    public let file: String
    /// What is wrong with it.
    public let what: String

    /// File and reason in one line.
    public var description: String { "\(file): \(what)" }
}

/// Reads a folder into memory once. After that no request ever touches the disk, and so none can leave the folder.
///
/// By the system's own calls: Foundation asks for the owner's name of every file, which reads the accounts of the machine.
public enum FileTree {
    /// One file as it lies on disk.
    public struct File: Sendable {
        /// Its name from the folder down, such as `icons/shop.svg`.
        public let name: String
        /// Its contents.
        public let bytes: [UInt8]
        /// When it changed, in seconds since 1970; now, where the disk says that it has yet to change: no answer may tell of a
        /// change after its own `Date` (RFC 9110 §8.8.2.1).
        public let modified: Int
    }

    /// One file; photos of the site's design are far below.
    private static let largestFile = 8 << 20
    /// The whole folder: it stays in memory.
    private static let largestFolder = 64 << 20

    /// Every file below `folder`, sorted by name. Symbolic links and hidden files are not looked at.
    public static func read(_ folder: String) throws(FileTreeError) -> [File] {
        var files: [File] = []
        var total = 0
        try read(folder, below: "", into: &files, total: &total)
        return files.sorted { $0.name < $1.name }
    }

    private static func read(
        _ folder: String, below: String, into files: inout [File], total: inout Int
    ) throws(FileTreeError) {
        guard let names = names(in: folder) else { throw FileTreeError(file: folder, what: "cannot be listed") }
        for name in names where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            var status = stat()
            // Of a symbolic link these are its own attributes, not those of what it points to.
            guard lstat(path, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try read(path, below: "\(below)\(name)/", into: &files, total: &total)
            case S_IFREG:
                total += Int(status.st_size)
                guard status.st_size <= largestFile, total <= largestFolder else {
                    throw FileTreeError(file: below + name, what: "too large to be kept in memory")
                }
                guard let bytes = contents(of: path, size: Int(status.st_size)) else {
                    throw FileTreeError(file: below + name, what: "cannot be read")
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
            // The name is what stands there up to its zero: the field is longer, or, for glibc, may be shorter.
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
                })
        }
        return names
    }

    /// Up to its end, wherever that is by now; nil when it cannot be opened or read.
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
