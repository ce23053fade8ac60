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

    /// A PNG with these chunks between its header and its data.
    private func png(_ chunks: [UInt8]...) -> [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        bytes += chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0])
        for chunk in chunks { bytes += chunk }
        return bytes + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
    }

    /// EXIF data whose directory claims 65,535 entries and has none.
    private let claiming = Array("MM\0*\0\0\0\u{8}".utf8) + [0xFF, 0xFF]
    private let exif = Array("Exif\0\0".utf8)
    private let jfif = Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72]
    private let adobe = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1]

    private let tiff = Array("II*\0\u{8}\0\0\0\u{1}\0".utf8) + [0x12, 0x01, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0]

    @Test("a JPEG keeps its pixels, its colours and which side is up, and nothing else") func jpeg() throws {
        let (density, icc) = (segment(0xE0, jfif + [0, 0]), segment(0xE2, Array("ICC_PROFILE\0sRGB".utf8)))
        let transform = segment(0xEE, adobe)
        let sent = jpeg(
            density, segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0GPSLatitude".utf8)), icc,
            segment(0xE2, Array("MPF\0GPS".utf8)), segment(0xED, Array("Photoshop 3.0\0GPS".utf8)), transform,
            segment(0xFE, Array("GPS in a comment".utf8)))
        #expect(try PictureFile.withoutMetadata(sent) == jpeg(density, icc, transform))
        let turned = try PictureFile.withoutMetadata(TestPictures.exif(TestPictures.smallest))
        #expect(!contains(turned, "GPS") && contains(turned, "Exif"))
        #expect(try PictureFile.withoutMetadata(turned) == turned, "turned as before")
        let little = jpeg(segment(0xE1, Array("Exif\0\0".utf8) + tiff + Array("GPS".utf8)))
        let orientation: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0]
        let upright = try PictureFile.withoutMetadata(little)
        #expect(upright.indices.contains { upright[$0...].starts(with: orientation) } && !contains(upright, "GPS"))
    }

    @Test("of a JPEG only what makes the pixels stays, without thumbnails and what this code does not know")
    func unknown() throws {
        let hidden = Array("GPS".utf8)
        let tables = [0xC4, 0xCC, 0xDB, 0xDC, 0xDD].map { segment($0, [0, 1, 2, 3]) }
        var others = [0xC8, 0xDE, 0xDF, 0xEF, 0xF0, 0xF7, 0xFD, 0xFE].map { segment($0, hidden) }
        others += ["JFIF\0", "JFXX\0", "CIFF\0"].map { segment(0xE0, Array($0.utf8) + hidden) }
        others += [segment(0xEE, adobe + hidden), [0xFF, 0x01], [0xFF, 0xD0]]
        let sent = jpeg(
            segment(0xE0, jfif + [1, 1] + hidden), segment(0xE0, jfif + [0, 0]), Array(tables.joined()),
            Array(others.joined()), segment(0xEE, adobe), segment(0xEE, adobe))
        let bare = jpeg(segment(0xE0, jfif + [0, 0]), Array(tables.joined()), segment(0xEE, adobe))
        #expect(try PictureFile.withoutMetadata(sent) == bare)
    }

    @Test("of several EXIF blocks only the first is read, whatever it claims") func first() throws {
        let (six, eight) = (TestPictures.exif(TestPictures.smallest), segment(0xE1, exif + tiff))
        let bare = try PictureFile.withoutMetadata(six)
        let two = Array(bare.dropLast(TestPictures.smallest.count - 2)) + eight + TestPictures.smallest.dropFirst(2)
        #expect(try PictureFile.withoutMetadata(two) == bare)
        let hostile = Array(repeatElement(segment(0xE1, exif + claiming), count: 30_000).joined())
        #expect(try PictureFile.withoutMetadata(jpeg(hostile, eight)) == TestPictures.smallest)
        let chunks = Array(repeatElement(chunk("eXIf", claiming), count: 30_000).joined())
        #expect(try PictureFile.withoutMetadata(png(chunks, chunk("eXIf", tiff))) == png())
        let turned = try PictureFile.withoutMetadata(png(chunk("eXIf", tiff)))
        #expect(try PictureFile.withoutMetadata(png(chunk("eXIf", tiff), chunk("eXIf", tiff))) == turned)
    }

    @Test("an orientation among more entries than there are bytes is found") func claimed() throws {
        let more = claiming + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]
        let turned = try PictureFile.withoutMetadata(TestPictures.exif(TestPictures.smallest))
        #expect(try PictureFile.withoutMetadata(jpeg(segment(0xE1, exif + more))) == turned)
    }

    @Test("a length beyond the end of the file is damaged") func lengths() throws {
        let huge = [0xFF, 0xFF, 0xFF, 0xFF] + Array("tEXt".utf8)
        let cut: [[UInt8]] = [
            png(huge), jpeg([0xFF, 0xE1, 0xFF, 0xFF] + exif), jpeg([0xFF, 0xE1, 0, 1]), jpeg([0xFF, 0xDB, 0xFF, 0xFF]),
        ]
        for sent in cut { #expect(throws: PictureFile.Refusal.self) { try PictureFile.withoutMetadata(sent) } }
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

    @Test("a PNG keeps its pixels, its colours and which side is up, and nothing else") func pngs() throws {
        let colour = chunk("sRGB", [0])
        let texts = chunk("tEXt", Array("GPS\0x".utf8)) + chunk("tIME", [7, 0xEA, 1, 1, 1, 1, 1])
        let sent = png(texts, colour, chunk("iTXt", Array("XML:com.adobe.xmp".utf8)), chunk("prIv", [1]))
        #expect(try PictureFile.withoutMetadata(sent) == png(colour))
        let bare = try PictureFile.withoutMetadata(png(chunk("eXIf", tiff + Array("GPS".utf8))))
        #expect(contains(bare, "eXIf") && !contains(bare, "GPS"))
        #expect(try PictureFile.withoutMetadata(bare) == bare)
    }

    @Test("a WebP keeps its pixels and nothing else") func webp() throws {
        func part(_ name: String, _ content: [UInt8]) -> [UInt8] {
            Array(name.utf8) + [UInt8(content.count), 0, 0, 0] + content
        }
        func file(_ parts: [UInt8]...) -> [UInt8] {
            let all = Array("WEBP".utf8) + parts.joined()
            return Array("RIFF".utf8) + [UInt8(all.count), 0, 0, 0] + all
        }
        let (hidden, pixels) = (Array("GPS!".utf8), part("ALPH", [1, 2]) + part("VP8 ", [3, 4, 5, 6]))
        let sent = file(
            part("VP8X", [0x3C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), part("ICCP", hidden), pixels, part("EXIF", hidden),
            part("XMP ", hidden), part("UNKN", hidden))
        let bare = file(part("VP8X", [0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0]), pixels)
        #expect(try PictureFile.withoutMetadata(sent) == bare)
    }
}
