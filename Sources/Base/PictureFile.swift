/// The structure of an uploaded picture, read before any decoder sees it: its format by magic bytes, its size from the
/// header, and where it ends. Nothing is decoded.
package struct PictureFile: Sendable, Equatable {
    package enum Format: String, Sendable {
        case png, jpeg, webp
    }

    package let format: Format
    /// In pixels, as the header says.
    package let width: Int
    package let height: Int
    /// Where the picture ends; a phone may add a video or a second picture.
    package let end: Int

    /// Why a file is refused.
    package enum Refusal: Error, Sendable, Equatable {
        /// Another kind of file: a name such as `svg` when it is known.
        case otherKind(String?)
        /// It ends before its picture does, or its structure is broken.
        case damaged
        /// Something follows the picture: the file may be two files in one.
        case trailing
    }

    /// Reads the structure of a file.
    package init(_ bytes: [UInt8]) throws(Refusal) {
        let reader = ByteReader(bytes: bytes)
        let found: (format: Format, width: Int, height: Int, end: Int)
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            let (width, height, end) = try Self.png(reader)
            found = (.png, width, height, end)
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            let (width, height, end) = try Self.jpeg(reader)
            found = (.jpeg, width, height, end)
        } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            let (width, height, end) = try Self.webp(reader)
            found = (.webp, width, height, end)
        } else {
            throw .otherKind(Self.otherKind(bytes))
        }
        guard found.width > 0, found.height > 0 else { throw .damaged }
        guard Self.isKnownRest(bytes[found.end...], after: found.format) else { throw .trailing }
        (format, width, height, end) = (found.format, found.width, found.height, found.end)
    }

    /// Some programs pad with zeros. Cameras write behind a JPEG: another JPEG (multi-picture format, CIPA DC-007), the
    /// video of a moving photo, or a table that ends in `SEFT`.
    private static func isKnownRest(_ rest: ArraySlice<UInt8>, after format: Format) -> Bool {
        if rest.allSatisfy({ $0 == 0 }) { return true }
        guard format == .jpeg else { return false }
        return rest.drop { $0 == 0 }.starts(with: [0xFF, 0xD8, 0xFF]) || rest.dropFirst(4).starts(with: "ftyp".utf8)
            || rest.suffix(4).elementsEqual("SEFT".utf8)
    }

    private static func otherKind(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: "GIF8".utf8) { return "gif" }
        if bytes.starts(with: "%PDF".utf8) { return "pdf" }
        if bytes.dropFirst(4).starts(with: "ftyp".utf8) { return "heic" }
        let text = String(decoding: bytes.prefix(1_000), as: UTF8.self).lowercased()
        return text.contains("<svg") ? "svg" : nil
    }

    /// Chunks up to IEND (PNG specification, §5.3).
    private static func png(_ reader: ByteReader) throws(Refusal) -> (width: Int, height: Int, end: Int) {
        guard reader.name(at: 12) == "IHDR", let width = reader.big32(16), let height = reader.big32(20) else {
            throw .damaged
        }
        var position = 8
        while let length = reader.big32(position), let name = reader.name(at: position + 4) {
            position += 12 + length
            guard position <= reader.bytes.count else { throw .damaged }
            if name == "IEND" { return (width, height, position) }
        }
        throw .damaged
    }

    /// Segments up to EOI (ITU-T T.81, annex B). The size is in the frame header, any SOF segment.
    private static func jpeg(_ reader: ByteReader) throws(Refusal) -> (width: Int, height: Int, end: Int) {
        var size: (width: Int, height: Int)?
        var position = 2
        while let marker = reader.marker(from: &position) {
            switch marker {
            case 0xD9:
                guard let size else { throw .damaged }
                return (size.width, size.height, position)
            case 0x01, 0xD0...0xD7:
                break
            default:
                guard let length = reader.big16(position), length >= 2 else { throw .damaged }
                if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                    guard size == nil, let height = reader.big16(position + 3), let width = reader.big16(position + 5)
                    else { throw .damaged }
                    size = (width, height)
                }
                position += length
                if marker == 0xDA { position = reader.endOfScan(from: position) }
            }
        }
        throw .damaged
    }

    /// The RIFF container and its first chunk (RFC 9649 §2).
    private static func webp(_ reader: ByteReader) throws(Refusal) -> (width: Int, height: Int, end: Int) {
        guard let length = reader.little(4, bytes: 4), 8 + length <= reader.bytes.count, length >= 22 else {
            throw .damaged
        }
        let end = 8 + length
        switch reader.name(at: 12) {
        case "VP8 ":
            guard let width = reader.little(26, bytes: 2), let height = reader.little(28, bytes: 2) else { break }
            return (width & 0x3FFF, height & 0x3FFF, end)
        case "VP8L":
            guard let bits = reader.little(21, bytes: 4) else { break }
            return ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, end)
        case "VP8X":
            guard let width = reader.little(24, bytes: 3), let height = reader.little(27, bytes: 3) else { break }
            return (width + 1, height + 1, end)
        default: break
        }
        throw .damaged
    }
}
