import HTTP

/// The files of a folder, read at start and held in memory with their responses.
///
/// Each file has two URLs: one with a hash of its contents (`/public/chaland-1f3a….css`), cached for a year, and one
/// with its own name, revalidated each time. Requests never access the disk.
public struct StaticFiles: Sendable {
    private struct Entry: Sendable {
        let path: [UInt8]
        let file: StaticFile
    }

    private let prefix: String
    private let prefixBytes: [UInt8]
    private let hasRoots: Bool
    private var urls: [String: String] = [:]
    private var entries: [UInt64: Entry] = [:]

    /// Reads `folder`. Relative `url(…)` in style sheets are replaced by the hashed URLs.
    /// - Parameters:
    ///   - prefix: the path prefix of the files, with a slash at both ends.
    ///   - roots: files that are also served under `/`, such as `favicon.ico` and `robots.txt`.
    /// - Throws: `FileTreeError` when the folder cannot be read or a style sheet refers to a missing file.
    public init(folder: String, at prefix: String = "/public/", roots: [String] = []) throws(FileTreeError) {
        precondition(prefix.first == "/" && prefix.last == "/", "the prefix needs a slash at both ends")
        self.prefix = prefix
        prefixBytes = Array(prefix.utf8)
        hasRoots = !roots.isEmpty
        var files: [String: FileTree.File] = [:]
        for file in try FileTree.read(folder) { files[file.name] = file }
        var inProgress: Set<String> = []
        for name in files.keys.sorted() { try add(name, from: files, inProgress: &inProgress) }
        for name in roots {
            guard let file = files[name] else { throw FileTreeError(file: name, reason: "is not in the folder") }
            let served = StaticFile(
                name: name, bytes: file.bytes, compressed: StaticFile.compressed(name: name, file.bytes),
                modified: file.modified, policy: .shared)
            insert("/\(name)", served)
        }
    }

    /// The hashed URL of a file, by its name in the folder. Look it up at start and store it: an unknown name is a
    /// programming error and stops the program.
    public func url(_ name: String) -> String {
        guard let url = urls[name] else { preconditionFailure("no static file \(name)") }
        return url
    }

    /// The bytes of a file as served, by its name in the folder; empty for an unknown name.
    public func bytes(_ name: String) -> [UInt8] {
        let path = Array((prefix + name).utf8)
        return entries[ContentHash.of(path)]?.file.bytes ?? []
    }

    /// Whether the folder has a file called `name`.
    public func contains(_ name: String) -> Bool { urls[name] != nil }

    /// The names of all files, sorted.
    public var names: [String] { urls.keys.sorted() }

    /// The response when the path is that of a file, for any method; nil for other paths.
    public func answer(_ request: Request) -> Response? {
        guard let entry = request.head.withPath({ entry(at: $0) }) else { return nil }
        return entry.file.answer(request.head)
    }

    private func entry(at path: Span<UInt8>) -> Entry? {
        guard hasRoots || path.starts(with: prefixBytes), let entry = entries[ContentHash.of(path)],
            path.isEqual(to: entry.path)
        else { return nil }
        return entry
    }

    /// Adds a file. The files that a style sheet refers to are added first, because their hashed names are part of its
    /// contents.
    private mutating func add(_ name: String, from files: [String: FileTree.File], inProgress: inout Set<String>)
        throws(FileTreeError)
    {
        guard urls[name] == nil, let file = files[name] else { return }
        guard inProgress.insert(name).inserted else {
            throw FileTreeError(file: name, reason: "has a circular reference")
        }
        var bytes = file.bytes
        if name.hasSuffix(".css") {
            var needed: [String] = []
            _ = try StyleSheet.rewritten(bytes) { reference throws(FileTreeError) in
                needed.append(try Self.target(reference, of: name, in: files).name)
                return reference
            }
            for other in needed { try add(other, from: files, inProgress: &inProgress) }
            let known = urls
            bytes = try StyleSheet.rewritten(bytes) { reference throws(FileTreeError) in
                let target = try Self.target(reference, of: name, in: files)
                return (known[target.name] ?? reference) + target.fragment
            }
            bytes = StyleSheet.compacted(bytes)
        }
        let hashed = Self.hashed(name, bytes)
        let compressed = StaticFile.compressed(name: name, bytes)
        for (path, policy) in [(hashed, CachePolicy.forever), (name, CachePolicy.shared)] {
            let served = StaticFile(
                name: name, bytes: bytes, compressed: compressed, modified: file.modified, policy: policy)
            insert(prefix + path, served)
        }
        urls[name] = prefix + hashed.split(separator: "/").map(PercentEncoding.encode).joined(separator: "/")
    }

    private mutating func insert(_ path: String, _ file: StaticFile) {
        let path = Array(path.utf8)
        let key = ContentHash.of(path)
        precondition(entries[key].map { $0.path == path } ?? true, "two static files with the same hash")
        entries[key] = Entry(path: path, file: file)
    }

    /// `chaland.css` → `chaland-1f3a9c0e5b7d2468.css`
    private static func hashed(_ name: String, _ bytes: [UInt8]) -> String {
        let hash = ContentHash.text(ContentHash.of(bytes))
        let folderEnd = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        guard let dot = name[folderEnd...].lastIndex(of: ".") else { return "\(name)-\(hash)" }
        return "\(name[..<dot])-\(hash)\(name[dot...])"
    }

    /// The file that `reference` in the style sheet `sheet` refers to, and its `#fragment`.
    private static func target(_ reference: String, of sheet: String, in files: [String: FileTree.File])
        throws(FileTreeError) -> (name: String, fragment: String)
    {
        let path = reference.prefix { $0 != "#" && $0 != "?" }
        let fragment = reference.firstIndex(of: "#").map { String(reference[$0...]) } ?? ""
        var segments = sheet.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            if part == ".." {
                guard segments.popLast() != nil else {
                    throw FileTreeError(file: sheet, reason: "url(\(reference)) leaves the folder")
                }
            } else if part != "." {
                segments.append(String(part))
            }
        }
        let name = segments.joined(separator: "/")
        guard files[name] != nil else { throw FileTreeError(file: sheet, reason: "url(\(reference)) does not exist") }
        return (name, fragment)
    }
}
