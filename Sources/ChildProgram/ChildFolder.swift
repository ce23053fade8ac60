import Glibc

/// The temporary folder of one child: its standard streams as files, and its working directory `work` below.
///
/// Streams are files rather than pipes: the file-size limit bounds them, and neither side waits for the other.
struct ChildFolder {
    /// Absolute, mode 0700.
    let path: String

    static let input = "input"
    static let output = "output"
    static let error = "error"
    static let work = "work"

    /// Creates it below TMPDIR, or /tmp.
    init() throws(ChildProgramError) {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/chaland-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw .notStarted(call: "mkdtemp", errno: errno) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard mkdir(path + "/" + Self.work, 0o700) == 0 else {
            let code = errno
            remove()
            throw .notStarted(call: "mkdir", errno: code)
        }
    }

    /// Writes a new file.
    func write(_ bytes: [UInt8], to name: String) throws(ChildProgramError) {
        let file = open(path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .notStarted(call: "open", errno: errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .notStarted(call: "write", errno: errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The content of a file of less than `limit` bytes; nil when it is missing or is not a regular file: the child may
    /// have created a link or a pipe under that name.
    /// - Throws: `tooLarge` when it has `limit` bytes or more.
    func read(_ name: String, limit: Int) throws(ChildProgramError) -> [UInt8]? {
        let file = open(path + "/" + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var about = stat()
        guard fstat(file, &about) == 0, about.st_mode & S_IFMT == S_IFREG else { return nil }
        guard about.st_size < limit else { throw .tooLarge }
        return content(file, Int(about.st_size))
    }

    /// The last line that the child wrote on standard error, at most 200 bytes of it.
    func message() -> String {
        let file = open(path + "/" + Self.error, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return "" }
        defer { close(file) }
        lseek(file, max(0, lseek(file, 0, SEEK_END) - 2_000), SEEK_SET)
        let lines = content(file, 2_000).split(separator: UInt8(ascii: "\n"))
        return String(decoding: lines.last?.suffix(200) ?? [], as: UTF8.self)
    }

    private func content(_ file: Int32, _ size: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(file, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else { return }
                count += got
            }
        }
    }

    /// Removes the folder and everything in it, at any depth. Before a subfolder is removed, its entries move to the
    /// top, so neither the stack nor the length of a path grows with the depth.
    func remove() {
        let top = Array(path.utf8CString.dropLast())
        var moved = 0
        // A round removes one level. The limit ends the loop if a process that left its group still writes.
        for _ in 0..<100_000 {
            var isSmaller = false
            for name in Self.names(in: top) {
                let entry = Self.join(top, name)
                if unlink(entry + [0]) == 0 {
                    isSmaller = true
                    continue
                }
                Self.allow(entry)
                for inner in Self.names(in: entry) {
                    moved += 1
                    let from = Self.join(entry, inner)
                    // A folder can be moved only when it is writable.
                    Self.allow(from)
                    if rename(from + [0], path + "/removed-\(moved)") == 0 { isSmaller = true }
                }
                if rmdir(entry + [0]) == 0 { isSmaller = true }
            }
            if !isSmaller { break }
        }
        rmdir(path)
    }

    /// Gives the owner all rights; does not follow links.
    private static func allow(_ entry: [CChar]) { fchmodat(AT_FDCWD, entry + [0], 0o700, AT_SYMLINK_NOFOLLOW) }

    private static func join(_ folder: [CChar], _ name: [CChar]) -> [CChar] {
        folder + [CChar(UInt8(ascii: "/"))] + name
    }

    /// The names in a folder, as bytes: a child may create names that are not UTF-8.
    private static func names(in folder: [CChar]) -> [[CChar]] {
        guard let stream = opendir(folder + [0]) else { return [] }
        defer { closedir(stream) }
        var names: [[CChar]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                bytes.prefix { $0 != 0 }.map(CChar.init(bitPattern:))
            }
            if name != [CChar(46)] && name != [CChar(46), CChar(46)] { names.append(name) }
        }
        return names
    }
}
