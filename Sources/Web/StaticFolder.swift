import Foundation

/// A folder of files that cannot be served as it is: found at start, with the file.
public struct StaticFilesError: Error, CustomStringConvertible {
    /// The file, from the folder down.
    public let file: String
    /// What is wrong with it.
    public let what: String

    /// File and reason in one line.
    public var description: String { "\(file): \(what)" }
}

/// Reads a folder into memory once. After that no request ever touches the disk, and so none can leave the folder.
enum StaticFolder {
    /// One file as it lies on disk; `modified` in seconds since 1970.
    struct File {
        let bytes: [UInt8]
        let modified: Int
    }

    /// One file; photos of the site's design are far below.
    private static let largestFile = 8 << 20
    /// The whole folder: it stays in memory.
    private static let largestFolder = 64 << 20

    /// Every file below `folder` by its name, such as `icons/shop.svg`. Symbolic links and hidden files are not looked at.
    static func read(_ folder: String) throws(StaticFilesError) -> [String: File] {
        var files: [String: File] = [:]
        var total = 0
        try read(folder, below: "", into: &files, total: &total)
        return files
    }

    private static func read(_ folder: String, below: String, into files: inout [String: File], total: inout Int)
        throws(StaticFilesError)
    {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw StaticFilesError(file: folder, what: "cannot be listed")
        }
        for name in names where !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            // Of a symbolic link these are its own attributes, not those of what it points to.
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            switch attributes?[.type] as? FileAttributeType {
            case .typeDirectory?:
                try read(path, below: "\(below)\(name)/", into: &files, total: &total)
            case .typeRegular?:
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw StaticFilesError(file: below + name, what: "cannot be read")
                }
                total += data.count
                guard data.count <= largestFile, total <= largestFolder else {
                    throw StaticFilesError(file: below + name, what: "too large to be kept in memory")
                }
                let modified = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
                files[below + name] = File(bytes: Array(data), modified: Int(modified))
            default:
                continue
            }
        }
    }
}
