/// Removing what a picture says of its maker. The pixels are not decoded and stay as they are.
extension PictureFile {
    /// The picture alone: without EXIF, XMP and IPTC (place, time, camera, owner), comments, thumbnails, parts that
    /// this code does not know, and what follows its end.
    ///
    /// Of a JPEG or PNG its colours and which side is up stay. Of a WebP only the pixels do: the site makes these
    /// itself, upright and in sRGB.
    ///
    /// Large files take a while: call it off the event loops.
    package static func withoutMetadata(_ bytes: [UInt8]) throws(Refusal) -> [UInt8] {
        let file = try PictureFile(bytes)
        let reader = ByteReader(bytes: Array(bytes[..<file.end]))
        return switch file.format {
        case .jpeg: try strippedJPEG(reader)
        case .png: try strippedPNG(reader)
        case .webp: try strippedWebP(reader)
        }
    }

    /// The segments that make the pixels: frames, tables and scans (ITU-T T.81, annex B), and what `ApplicationSegment`
    /// keeps of others.
    private static func strippedJPEG(_ reader: ByteReader) throws(Refusal) -> [UInt8] {
        let bytes = reader.bytes
        var (result, position) = (Array(bytes.prefix(2)), 2)
        var seen: Set<ApplicationSegment> = []
        while true {
            guard let marker = reader.marker(from: &position) else { throw .damaged }
            if marker == 0xD9 { return result + [0xFF, marker] }
            // TEM, and RSTn outside a scan: they say nothing.
            if marker == 0x01 || (0xD0...0xD7).contains(marker) { continue }
            guard let length = reader.big16(position), length >= 2, position + length <= bytes.count else {
                throw .damaged
            }
            let start = position
            let content = bytes[position + 2..<position + length]
            position += length
            if marker == 0xDA { position = reader.endOfScan(from: position) }
            switch marker {
            // JPG: reserved.
            case 0xC8: break
            // SOFn, DHT, DAC; SOS with its scan, DQT, DNL, DRI.
            case 0xC0...0xCF, 0xDA...0xDD: result += [0xFF, marker] + bytes[start..<position]
            default:
                guard let kind = ApplicationSegment(marker, content), kind == .profile || seen.insert(kind).inserted,
                    let rest = kind.rest(of: content)
                else { break }
                result += [0xFF, marker, UInt8((rest.count + 2) >> 8), UInt8((rest.count + 2) & 0xFF)] + rest
            }
        }
    }

    /// The application segments of which something stays, of each kind the first one; a colour profile may have
    /// several.
    private enum ApplicationSegment {
        /// JFIF (ITU-T T.871): its density, not its thumbnail.
        case density
        /// EXIF: which side is up.
        case exif
        /// ICC.1, annex B.4.
        case profile
        /// The colour transform of Adobe’s programs: 12 bytes.
        case transform

        init?(_ marker: UInt8, _ content: ArraySlice<UInt8>) {
            switch marker {
            case 0xE0 where content.starts(with: "JFIF\0".utf8) && content.count >= 14: self = .density
            case 0xE1 where content.starts(with: "Exif\0\0".utf8): self = .exif
            case 0xE2 where content.starts(with: "ICC_PROFILE\0".utf8): self = .profile
            case 0xEE where content.starts(with: "Adobe".utf8) && content.count == 12: self = .transform
            default: return nil
            }
        }

        /// The part of its content that is preserved; nil for none.
        func rest(of content: ArraySlice<UInt8>) -> [UInt8]? {
            switch self {
            // A thumbnail 0 pixels wide and high.
            case .density: Array(content.prefix(12)) + [0, 0]
            case .exif: PictureFile.orientationOnly(content.dropFirst(6)).map { Array("Exif\0\0".utf8) + $0 }
            case .profile, .transform: Array(content)
            }
        }
    }

    /// The chunks that make the pixels and their colours (PNG specification, §5.6); of the first `eXIf` the orientation
    /// alone.
    private static func strippedPNG(_ reader: ByteReader) throws(Refusal) -> [UInt8] {
        let bytes = reader.bytes
        let shown: Set<String> = [
            "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs",
        ]
        var (result, position, hasExif) = (Array(bytes.prefix(8)), 8, false)
        while position < bytes.count {
            guard let length = reader.big32(position), let name = reader.name(at: position + 4) else { throw .damaged }
            let next = position + 12 + length
            guard next <= bytes.count else { throw .damaged }
            if shown.contains(name) { result += bytes[position..<next] }
            if name == "eXIf", !hasExif {
                hasExif = true
                if let exif = orientationOnly(bytes[position + 8..<next - 4]) {
                    let chunk = Array("eXIf".utf8) + exif
                    result += [0, 0, 0, UInt8(exif.count)] + chunk + bigEndian(crc32(chunk))
                }
            }
            position = next
        }
        return result
    }

    /// The chunks of pixels, transparency and animation (RFC 9649 §2.7): vips writes others too.
    private static func strippedWebP(_ reader: ByteReader) throws(Refusal) -> [UInt8] {
        let bytes = reader.bytes
        var (result, position) = (Array(bytes.prefix(12)), 12)
        while let name = reader.name(at: position), let length = reader.little(position + 4, bytes: 4) {
            let next = position + 8 + length + length % 2
            guard next <= bytes.count else { throw .damaged }
            let chunk = result.count
            if ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF"].contains(name) { result += bytes[position..<next] }
            // The flags of what is left out.
            if name == "VP8X", length > 0 { result[chunk + 8] &= 0xD3 }
            position = next
        }
        for index in 0..<4 { result[4 + index] = UInt8(truncatingIfNeeded: (result.count - 8) >> (8 * index)) }
        return result
    }

    /// EXIF data (CIPA DC-008 §4.6) with the orientation and nothing else; nil when the picture is upright.
    private static func orientationOnly(_ exif: ArraySlice<UInt8>) -> [UInt8]? {
        let reader = ByteReader(bytes: Array(exif))
        let isLittle = exif.starts(with: "II".utf8)
        func number(_ position: Int, bytes count: Int) -> Int? {
            if isLittle { return reader.little(position, bytes: count) }
            return count == 2 ? reader.big16(position) : reader.big32(position)
        }
        guard let directory = number(4, bytes: 4), let claimed = number(directory, bytes: 2) else { return nil }
        // It may claim more entries than there are bytes.
        let entries = min(claimed, (reader.bytes.count - directory - 2) / 12)
        let tag = 0x0112
        let index = (0..<entries).first { number(directory + 2 + 12 * $0, bytes: 2) == tag }
        guard let index, let orientation = number(directory + 10 + 12 * index, bytes: 2), (2...8).contains(orientation)
        else { return nil }
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
