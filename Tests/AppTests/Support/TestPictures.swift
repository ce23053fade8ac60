import ChildProgram
import HTTP

@testable import Base
@testable import Shell

/// Pictures made for tests.
enum TestPictures {
    static let vips = ChildProgram("vipsthumbnail", package: "libvips-tools")

    static var canConvert: Bool { vips.isInstalled }

    /// A picture with a slope of colours, in a format such as `png` or `jpg`, made by the program that also converts.
    static func make(_ suffix: String, width: Int = 600, height: Int = 300, noise: Bool = false) throws -> [UInt8] {
        var dice = UInt32(7)
        let pixels = (0..<width * height * 3).map { index -> UInt8 in
            dice = dice &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: noise ? Int(dice >> 24) : index / (width * 3 / 2))
        }
        let output = try vips.run(
            ["./in.ppm", "--size", "\(width)x\(height)", "--output", "out.\(suffix)"],
            files: [.init("in.ppm", Array("P6\n\(width) \(height)\n255\n".utf8) + pixels)], wanted: ["out." + suffix],
            limits: .init(memory: 1 << 30, cpuSeconds: 10, fileSize: 1 << 24, deadline: .seconds(60)))
        return output.files["out." + suffix] ?? []
    }

    /// A JPEG with an EXIF segment behind its first marker: turned by 90°, with a place.
    static func exif(_ jpeg: [UInt8]) -> [UInt8] {
        // One directory with Orientation = 6 (EXIF 2.3 §4.6.4), big-endian.
        let body =
            Array("Exif\0\0MM\0*\0\0\0\u{8}\0\u{1}".utf8) + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
            + [0, 0, 0, 0] + Array("GPS 48.8584 N".utf8)
        let length = body.count + 2
        return Array(jpeg.prefix(2)) + [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + body + jpeg.dropFirst(2)
    }

    /// The structure of a JPEG of one pixel: start, frame, scan, end.
    static let smallest: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0] + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0]
        + [0x12, 0x34, 0xFF, 0xD9]

    /// A picture whose bytes are no picture: rows for tests that decode none.
    static let made = NewPicture(
        kind: .photo,
        parts: [
            .init(use: .large, format: .webp, bytes: [1, 2, 3], width: 1_280, height: 960),
            .init(use: .small, format: .webp, bytes: [1, 2], width: 480, height: 360),
            .init(use: .thumb, format: .webp, bytes: [1], width: 160, height: 120),
        ])
}

extension Browser {
    /// Sends a picture with its words, as the page of the one picture of a project or a post does.
    func sendPicture(_ bytes: [UInt8], of path: String) async throws -> Answer {
        let body = Multipart("picture", fileName: "a.jpg", bytes, others: [("words", "Une guirlande")])
        return try await send(.post, path + "/image", fields: body.fields, body: body.bytes)
    }
}
