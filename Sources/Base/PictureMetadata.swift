/// Removing what a picture says of its maker. The pixels are not decoded and stay as they are.
extension PictureFile {
    /// The picture alone: without EXIF, XMP and IPTC (place, time, camera, owner), comments, thumbnails, and what follows
    /// its end. Its colours stay, and which side is up.
    package static func withoutMetadata(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        let file = try PictureFile(bytes)
        let reader = ByteReader(bytes: Array(bytes[..<file.end]))
        return switch file.format {
        case .jpeg: try jpegAlone(reader)
        case .png: try pngAlone(reader)
        case .webp: try webpAlone(reader)
        }
    }

    /// Segments other than APP1 to APP15 and COM (ITU-T T.81, annex B); of those only a colour profile (ICC.1 annex
    /// B.4) and Adobe’s colour transform. The EXIF segment becomes one with the orientation alone.
    private static func jpegAlone(_ reader: ByteReader) throws(Refusal) -> [UInt8] {
        let bytes = reader.bytes
        var (kept, position) = (Array(bytes.prefix(2)), 2)
        while true {
            let start = position
            guard let marker = reader.marker(from: &position) else { throw .damaged }
            if marker == 0xD9 { return kept + bytes[start..<position] }
            if [0x01, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7].contains(marker) {
                kept += bytes[start..<position]
                continue
            }
            guard let length = reader.big16(position), length >= 2, position + length <= bytes.count else {
                throw .damaged
            }
            let content = bytes[position + 2..<position + length]
            position += length
            if marker == 0xDA { position = reader.endOfScan(from: position) }
            switch marker {
            case 0xE1 where content.starts(with: "Exif\0\0".utf8):
                if let exif = orientationAlone(content.dropFirst(6)) {
                    let segment = Array("Exif\0\0".utf8) + exif
                    kept += [0xFF, 0xE1, 0, UInt8(segment.count + 2)] + segment
                }
            case 0xE2 where content.starts(with: "ICC_PROFILE\0".utf8), 0xEE where content.starts(with: "Adobe".utf8):
                kept += bytes[start..<position]
            case 0xE1...0xEF, 0xFE: break
            default: kept += bytes[start..<position]
            }
        }
    }

    /// The chunks that make the pixels and their colours (PNG specification, §5.6); of `eXIf` the orientation alone.
    private static func pngAlone(_ reader: ByteReader) throws(Refusal) -> [UInt8] {
        let bytes = reader.bytes
        let shown: Set<String> = [
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs",
        ]
        var (kept, position) = (Array(bytes.prefix(8)), 8)
        while position < bytes.count {
            guard let length = reader.big32(position), let name = reader.name(at: position + 4) else { throw .damaged }
            let next = position + 12 + length
            guard next <= bytes.count else { throw .damaged }
            if shown.contains(name) { kept += bytes[position..<next] }
            if name == "eXIf", let exif = orientationAlone(bytes[position + 8..<next - 4]) {
                let chunk = Array("eXIf".utf8) + exif
                kept += [0, 0, 0, UInt8(exif.count)] + chunk + bigEndian(crc32(chunk))
            }
            position = next
        }
        return kept
    }

    /// The chunks other than colour profile, EXIF and XMP (RFC 9649 §2.7): vips writes some of its own.
    private static func webpAlone(_ reader: ByteReader) throws(Refusal) -> [UInt8] {
        let bytes = reader.bytes
        var (kept, position) = (Array(bytes.prefix(12)), 12)
        while let name = reader.name(at: position), let length = reader.little(position + 4, bytes: 4) {
            let next = position + 8 + length + length % 2
            guard next <= bytes.count else { throw .damaged }
            let chunk = kept.count
            if !["ICCP", "EXIF", "XMP "].contains(name) { kept += bytes[position..<next] }
            // The flags of what is left out.
            if name == "VP8X", length > 0 { kept[chunk + 8] &= 0xD3 }
            position = next
        }
        for index in 0..<4 { kept[4 + index] = UInt8(truncatingIfNeeded: (kept.count - 8) >> (8 * index)) }
        return kept
    }

    /// EXIF data (CIPA DC-008 §4.6) with the orientation and nothing else; nil when the picture is upright.
    private static func orientationAlone(_ exif: ArraySlice<UInt8>) -> [UInt8]? {
        let reader = ByteReader(bytes: Array(exif))
        let isLittle = exif.starts(with: "II".utf8)
        func number(_ position: Int, bytes count: Int) -> Int? {
            if isLittle { return reader.little(position, bytes: count) }
            return count == 2 ? reader.big16(position) : reader.big32(position)
        }
        guard let directory = number(4, bytes: 4), let entries = number(directory, bytes: 2) else { return nil }
        let tag = 0x0112
        let entry = (0..<entries).map { directory + 2 + 12 * $0 }.first { number($0, bytes: 2) == tag }
        guard let entry, let orientation = number(entry + 8, bytes: 2), (2...8).contains(orientation) else {
            return nil
        }
        // Big-endian; one directory at 8 with one entry, a short.
        return Array("MM\0*\0\0\0\u{8}\0\u{1}".utf8) + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0]
            + [0, 0, 0, 0]
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
    }

    /// The checksum of a PNG chunk (PNG specification, annex D).
    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
