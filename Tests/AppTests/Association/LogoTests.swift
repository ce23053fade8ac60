import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The logo of an association") struct LogoTests {
    private static let hasVips = TestPictures.canConvert

    private func send(_ site: TestSite, _ bytes: [UInt8]) async throws -> Answer {
        let body = Multipart("logo", fileName: "logo.png", bytes)
        return try await site.as(.president).send(.post, "/reglages/logo", fields: body.fields, body: body.bytes)
    }

    @Test(
        "is made anew, at most 512 pixels wide, without metadata, and shown at the top of the pages",
        .enabled(if: hasVips, "libvips-tools is missing"), arguments: ["png", "jpg", "webp"])
    func shown(_ suffix: String) async throws {
        let site = try TestSite()
        let sent = try TestPictures.make(suffix)
        #expect(try await send(site, sent).location == "/reglages/logo")
        #expect(try await send(site, sent).status == .seeOther, "sent twice")
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
        let page = try await site.as(.guest).get("/boutiques")
        let image = try #require(
            page.text.firstMatch(
                of: /<img class="sign-logo" src="([^"]+)" width="512" height="256" alt="">/))
        let served = try await site.as(.guest).get(String(image.1))
        #expect(served.fields[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(served.fields[.contentType] == "image/png")
        let file = try PictureFile(served.bytes)
        #expect(file.format == .png && file.width == 512 && file.height == 256)
        #expect(!served.text.contains("tEXt") && !served.text.contains("eXIf") && !served.text.contains("iCCP"))
        // A visitor’s page stays at two requests.
        #expect(try await !site.as(.guest).get("/b/7kq2").text.contains("<img"))
    }

    @Test("has a small version for paper", .enabled(if: hasVips, "libvips-tools is missing")) func paper() async throws
    {
        let site = try TestSite()
        _ = try await send(site, TestPictures.make("png"))
        #expect(try site.value("SELECT width FROM rendition WHERE use = 'print'") == 200)
    }

    @Test("another one replaces it; removed, its bytes are gone", .enabled(if: hasVips, "libvips-tools is missing"))
    func removed() async throws {
        let site = try TestSite()
        _ = try await send(site, TestPictures.make("png"))
        let first = try #require(try site.text("SELECT name FROM rendition WHERE use = 'large'"))
        _ = try await send(site, TestPictures.make("jpg"))
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
        #expect(try await site.as(.guest).get("/images/" + first).status == .notFound)
        #expect(try await site.as(.president).post("/reglages/logo/retrait").location == "/reglages/logo")
        #expect(try site.value("SELECT count(*) FROM picture") == 0)
        #expect(try await !site.as(.guest).get("/boutiques").text.contains("<img"))
        #expect(try await site.as(.president).post("/reglages/logo/retrait").status == .seeOther)
    }

    @Test("what is no complete picture is refused in a sentence, and the earlier logo stays") func refused()
        async throws
    {
        let site = try TestSite()
        try site.write { db in
            try db.execute(
                """
                INSERT INTO picture (public_id, kind, position, added_at) VALUES ('0123456789abcdef', 'logo', 1, 0);
                INSERT INTO rendition VALUES ('0.png', 1, 'large', 1, 1, 1, x'00');
                """)
        }
        let png = PictureFileTests.png(width: 10, height: 10)
        let files: [([UInt8], String)] = [
            (Array("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8), "un dessin SVG"),
            (Array("GIF89a\u{1}".utf8), "une image GIF"), (Array("%PDF-1.7".utf8), "un document PDF"),
            (Array("\0\0\0\u{18}ftypheic".utf8), "une photo HEIC"), (Array("bonjour".utf8), "n’est pas une image"),
            (png.dropLast(6) + [], "incomplète ou abîmée"), (png + Array("<script>".utf8), "autre chose après l’image"),
            (PictureFileTests.png(width: 50_000, height: 50_000), "trop grande"),
            (png + [UInt8](repeating: 0, count: SiteLimits.pictureBytes), "dépasse 15"), ([], "Choisissez une image"),
        ]
        for (bytes, words) in files {
            let answer = try await send(site, bytes)
            #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(words)")
        }
        #expect(try site.text("SELECT name FROM rendition") == "0.png")
    }

    @Test(
        "a valid structure around garbage is refused too", .enabled(if: hasVips, "libvips-tools is missing"))
    func garbage() async throws {
        let site = try TestSite()
        let answer = try await send(site, PictureFileTests.png(width: 10, height: 10))
        #expect(answer.status == .unprocessableContent && answer.text.contains("abîmée"))
    }
}

@Suite("The structure of a picture") struct PictureFileTests {
    /// A PNG whose chunks have the right lengths and no pixels.
    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        func big(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
            big(UInt32(body.count)) + Array(name.utf8) + body + [0, 0, 0, 0]
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(width) + big(height) + [8, 2, 0, 0, 0]) + chunk("IDAT", [1, 2, 3]) + chunk("IEND", [])
    }

    private static let jpeg: [UInt8] = [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 0xFF, 0xD9, 0xFF, 0xC0, 0, 8, 8, 0, 20, 0, 30, 1, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 2,
        0xFF, 0xD3, 3, 0xFF, 0xD9,
    ]
    private static let webp: [UInt8] =
        Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBPVP8X".utf8) + [10, 0, 0, 0, 0, 0, 0, 0, 29, 0, 0, 19, 0, 0]

    @Test(
        "tells format and size",
        arguments: [(jpeg, PictureFile.Format.jpeg), (webp, .webp), (png(width: 30, height: 20), .png)])
    func size(_ bytes: [UInt8], _ format: PictureFile.Format) throws {
        for padded in [bytes, bytes + [0, 0]] {
            let file = try PictureFile(padded)
            #expect(file.format == format && file.width == 30 && file.height == 20)
        }
    }

    @Test("ends before what a camera adds; anything else behind it is refused") func rest() throws {
        let jpeg = PictureFileTests.jpeg
        for rest in [jpeg, Array("\0\0\0\u{18}ftypmp42".utf8), Array("xSEFT".utf8)] {
            #expect(try PictureFile(jpeg + rest).end == jpeg.count)
            let png = PictureFileTests.png(width: 30, height: 20)
            #expect(throws: PictureFile.Refusal.trailing) { try PictureFile(png + rest) }
        }
        #expect(throws: PictureFile.Refusal.trailing) { try PictureFile(jpeg + Array("PK\u{3}\u{4}".utf8)) }
    }

    @Test(
        "cut short anywhere or changed in any byte, a file is refused or read, and never crashes",
        arguments: [jpeg, webp, png(width: 30, height: 20)])
    func broken(_ bytes: [UInt8]) {
        for count in 0..<bytes.count {
            #expect(throws: PictureFile.Refusal.self) { try PictureFile(Array(bytes.prefix(count))) }
        }
        for index in bytes.indices {
            for value: UInt8 in [0, 1, 0x7F, 0xFF] {
                var changed = bytes
                changed[index] = value
                _ = try? PictureFile(changed)
            }
        }
    }
}
