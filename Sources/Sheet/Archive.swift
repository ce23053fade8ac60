import CArchive

/// A zip file in memory, read part by part with libarchive.
struct Archive {
    private let bytes: [UInt8]
    /// Bytes that may still be unpacked.
    private var rest: Int
    /// The names of its parts, with `/`.
    private(set) var names: Set<String> = []

    init(_ bytes: [UInt8], limit: Int) throws(Workbook.Problem) {
        (self.bytes, rest) = (bytes, limit)
        var found: Set<String> = []
        try each { name, _ throws(Workbook.Problem) in
            found.insert(name)
            return true
        }
        names = found
    }

    /// Unpacks a part in pieces; false when there is none of this name.
    mutating func unpack(
        _ name: String, to take: (UnsafeRawBufferPointer) throws(Workbook.Problem) -> Bool
    ) throws(Workbook.Problem) -> Bool {
        var isFound = false
        var left = rest
        try each { other, archive throws(Workbook.Problem) in
            guard other == name else { return true }
            isFound = true
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 1)
            defer { buffer.deallocate() }
            while true {
                let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw .damaged }
                if count == 0 { return false }
                left -= count
                guard left >= 0 else { throw .tooLarge }
                guard try take(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return false }
            }
        }
        rest = left
        return isFound
    }

    /// Calls `visit` with each part until it returns false.
    private func each(
        _ visit: (String, OpaquePointer) throws(Workbook.Problem) -> Bool
    ) throws(Workbook.Problem) {
        guard let archive = archive_read_new() else { throw .damaged }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        let problem: Workbook.Problem? = bytes.withUnsafeBytes { buffer in
            guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
                return .damaged
            }
            do throws(Workbook.Problem) {
                var entry: OpaquePointer?
                while true {
                    let code = archive_read_next_header(archive, &entry)
                    if code == ARCHIVE_EOF { return nil }
                    guard code == ARCHIVE_OK || code == ARCHIVE_WARN else { return .damaged }
                    guard let name = archive_entry_pathname(entry) else { continue }
                    let path = String(cString: name).split(separator: "\\").joined(separator: "/")
                    guard try visit(path, archive) else { return nil }
                }
            } catch { return error }
        }
        if let problem { throw problem }
    }
}
