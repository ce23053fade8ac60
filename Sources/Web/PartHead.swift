/// The head of one part of a multipart form (RFC 7578 §4.2–§4.8): the names of the field and the file.
struct PartHead {
    /// The name of the field, unescaped.
    let name: [UInt8]
    /// The name of the file; nil for an ordinary field, empty when no file was chosen.
    let fileName: [UInt8]?
    /// The media type, in lower case, without parameters.
    let type: String

    /// Parses the lines before the blank line.
    /// - Throws: `FormError` 400 for a line that is not a field, for a duplicate field, and for a missing or invalid
    ///   `Content-Disposition`; 415 for a transfer encoding that needs decoding (deprecated by RFC 7578 §4.7).
    init(_ bytes: ArraySlice<UInt8>) throws(FormError) {
        var disposition: MediaType?
        var type: MediaType?
        for line in try Self.lines(bytes) {
            guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex,
                line[..<colon].allSatisfy(MediaType.isToken)
            else { throw .malformed("line of a part that is not a field") }
            let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
            case "content-disposition":
                guard disposition == nil, let read = MediaType(bytes: value) else {
                    throw .malformed("invalid Content-Disposition of a part")
                }
                disposition = read
            case "content-type":
                guard type == nil, let read = MediaType(bytes: value) else {
                    throw .malformed("invalid Content-Type of a part")
                }
                type = read
            case "content-transfer-encoding":
                let encoding = String(decoding: value, as: UTF8.self).lowercased()
                guard ["7bit", "8bit", "binary"].contains(encoding) else {
                    throw .unsupported("unsupported Content-Transfer-Encoding of a part")
                }
            default:
                continue
            }
        }
        guard let disposition, disposition.name == "form-data", let name = disposition.bytes("name") else {
            throw .malformed("part without a name")
        }
        self.name = Self.unescaped(name)
        // `filename*` is not allowed in forms (RFC 7578 §4.2) and is ignored.
        fileName = disposition.bytes("filename").map(Self.unescaped)
        self.type = type?.name ?? "application/octet-stream"
    }

    /// The lines separated by CR LF. Throws for a CR, LF or NUL anywhere else.
    private static func lines(_ bytes: ArraySlice<UInt8>) throws(FormError) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var index = start
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x0D, index + 1 < bytes.endIndex, bytes[index + 1] == 0x0A {
                lines.append(bytes[start..<index])
                index += 2
                start = index
                continue
            }
            guard byte != 0x0D, byte != 0x0A, byte != 0 else { throw .malformed("control character in a part head") }
            index += 1
        }
        if start < bytes.endIndex { lines.append(bytes[start...]) }
        return lines
    }

    /// Decodes `%22`, `%0D` and `%0A`, the only escapes browsers use in names (WHATWG HTML §4.10.22.8).
    private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let escape = bytes[index] == 0x25 && index + 2 < bytes.count ? Array(bytes[(index + 1)...(index + 2)]) : []
            switch escape {
            case [0x32, 0x32]: result.append(0x22)
            case [0x30, 0x44], [0x30, 0x64]: result.append(0x0D)
            case [0x30, 0x41], [0x30, 0x61]: result.append(0x0A)
            default:
                result.append(bytes[index])
                index += 1
                continue
            }
            index += 3
        }
        return result
    }
}
