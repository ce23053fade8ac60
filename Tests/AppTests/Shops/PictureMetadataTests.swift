import Testing

@testable import Base

@Suite("Pictures without their metadata") struct PictureMetadataTests {
    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: text.utf8) }
    }

    private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)] + content
    }

    /// A JPEG with these segments behind its first marker.
    private func jpeg(_ segments: [UInt8]...) -> [UInt8] {
        Array(TestPictures.smallest.prefix(2)) + segments.joined() + TestPictures.smallest.dropFirst(2)
    }

    private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        [0, 0, 0, UInt8(content.count)] + Array(name.utf8) + content + [0, 0, 0, 0]
    }

    private let tiff = Array("II*\0\u{8}\0\0\0\u{1}\0".utf8) + [0x12, 0x01, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0]

    @Test("a JPEG keeps its pixels, its colours and which side is up, and nothing else") func jpeg() throws {
        let (jfif, icc) = (segment(0xE0, Array("JFIF\0".utf8)), segment(0xE2, Array("ICC_PROFILE\0sRGB".utf8)))
        let adobe = segment(0xEE, Array("Adobe\0".utf8))
        let sent = jpeg(
            jfif, segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0GPSLatitude".utf8)), icc,
            segment(0xE2, Array("MPF\0GPS".utf8)), segment(0xED, Array("Photoshop 3.0\0GPS".utf8)), adobe,
            segment(0xFE, Array("GPS in a comment".utf8)))
        #expect(try PictureFile.withoutMetadata(sent) == jpeg(jfif, icc, adobe))
        let turned = try PictureFile.withoutMetadata(TestPictures.exif(TestPictures.smallest))
        #expect(!contains(turned, "GPS") && contains(turned, "Exif"))
        #expect(try PictureFile.withoutMetadata(turned) == turned, "turned as before")
        let little = jpeg(segment(0xE1, Array("Exif\0\0".utf8) + tiff + Array("GPS".utf8)))
        let orientation: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0]
        let upright = try PictureFile.withoutMetadata(little)
        #expect(upright.indices.contains { upright[$0...].starts(with: orientation) } && !contains(upright, "GPS"))
    }

    @Test("the video behind a moving photo goes, and a picture that is already bare stays as it is") func end() throws {
        let video = [0, 0, 0, 24] + Array("ftypmp42 GPS".utf8)
        #expect(try PictureFile.withoutMetadata(TestPictures.smallest + video) == TestPictures.smallest)
        #expect(try PictureFile.withoutMetadata(TestPictures.smallest) == TestPictures.smallest)
    }

    @Test("broken metadata are removed all the same; a cut picture is damaged") func broken() throws {
        for content in [[], [0x4D], Array("MM\0*".utf8) + [0xFF, 0xFF, 0xFF, 0xFF], Array("MM\0*\0\0\0\u{8}".utf8)] {
            let sent = jpeg(segment(0xE1, Array("Exif\0\0".utf8) + content))
            #expect(try PictureFile.withoutMetadata(sent) == TestPictures.smallest)
        }
        for count in 3..<TestPictures.smallest.count {
            #expect(throws: PictureFile.Refusal.self) {
                try PictureFile.withoutMetadata(Array(TestPictures.smallest.prefix(count)))
            }
        }
    }

    @Test("a PNG keeps its pixels, its colours and which side is up, and nothing else") func png() throws {
        let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0])
        let (colour, data, end) = (chunk("sRGB", [0]), chunk("IDAT", [1, 2, 3]), chunk("IEND", []))
        let texts = chunk("tEXt", Array("GPS\0x".utf8)) + chunk("tIME", [7, 0xEA, 1, 1, 1, 1, 1])
        let sent = start + header + texts + colour + data + chunk("iTXt", Array("XML:com.adobe.xmp".utf8)) + end
        #expect(try PictureFile.withoutMetadata(sent) == start + header + colour + data + end)
        let turned = start + header + chunk("eXIf", tiff + Array("GPS".utf8)) + data + end
        let bare = try PictureFile.withoutMetadata(turned)
        #expect(contains(bare, "eXIf") && !contains(bare, "GPS"))
        #expect(try PictureFile.withoutMetadata(bare) == bare)
    }
}
