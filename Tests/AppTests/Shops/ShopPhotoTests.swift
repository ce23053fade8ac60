import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The photos of a shop", .enabled(if: TestPictures.canConvert, "libvips-tools is missing"))
struct ShopPhotoTests {
    private let page = "/boutiques/7kq2/photos"

    private func send(
        _ site: TestSite, _ bytes: [UInt8], words: String = "", field: String = "photo",
        as person: TestSite.Person = .baker, language: String = "fr"
    ) async throws -> Answer {
        let body = Multipart(field, fileName: "IMG_1.jpg", bytes, others: [("words", words), ("kind", field)])
        return try await site.as(person, language: language).send(.post, page, fields: body.fields, body: body.bytes)
    }

    private func shopPage(_ site: TestSite) async throws -> String {
        let address = try #require(try await site.as(.guest).get("/boutiques/7kq2").location)
        return try await site.as(.guest).get(address).text
    }

    /// Photos as the shop’s page shows them: their addresses.
    private func shown(_ site: TestSite) async throws -> [String] {
        try await shopPage(site).matches(of: /<img src="(\/images\/[^"]+\.webp)"/).map { String($0.1) }
    }

    @Test("sent by its shopkeeper is on its page: WebP at two widths, upright, without the place where it was taken")
    func shown() async throws {
        let site = try TestSite()
        let sent = TestPictures.exif(try TestPictures.make("jpg", width: 1_600, height: 1_200))
        #expect(try await send(site, sent, words: "La vitrine bleue").location == page)
        let text = try await shopPage(site)
        let image = try #require(
            text.firstMatch(
                of:
                    /<img src="([^"]+)" srcset="([^ ]+) 480w, ([^ ]+) 1200w" sizes="[^"]+" width="1200" height="1600" alt="La vitrine bleue">/
            ))
        #expect(image.1 == image.3)
        for (address, width) in [(image.2, 480), (image.3, 1_200)] {
            let served = try await site.as(.guest).get(String(address))
            let file = try PictureFile(served.bytes)
            #expect(file.format == .webp && file.width == width)
            #expect(served.fields[.contentType] == "image/webp")
            #expect(served.fields[.cacheControl] == "public, max-age=31536000, immutable")
            #expect(!served.text.contains("GPS") && !served.text.contains("EXIF"))
        }
        // In place of the façade, in the directory and in the street.
        for (page, width) in [("/boutiques", 160), ("/", 480)] {
            let shown = try await site.as(.guest).get(page).text
            #expect(
                shown.firstMatch(of: /<img class="facade [a-z]+" src="\/images\/[^"]+" width="(\d+)"/)?.1 == "\(width)")
        }
    }

    @Test("without a description is described by the name of the shop; sent twice it is stored once") func twice()
        async throws
    {
        let site = try TestSite()
        let sent = try TestPictures.make("png")
        for _ in 1...2 { #expect(try await send(site, sent).status == .seeOther) }
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
        #expect(try await shopPage(site).contains(#"height="300" alt="Boulangerie de l’Étoile">"#))
    }

    @Test("full of detail still has 200 KB at most at each width") func heavy() async throws {
        let site = try TestSite()
        let sent = try TestPictures.make("jpg", width: 1_500, height: 1_500, noise: true)
        #expect(try await send(site, sent).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM rendition") == 4)
        #expect(try site.value("SELECT max(bytes) FROM rendition") <= SiteLimits.photoBytes)
        #expect(try site.value("SELECT max(width) FROM rendition") <= 1_280)
    }

    @Test("there are four at most, and any of them can be the first") func order() async throws {
        let site = try TestSite()
        for width in 301...305 {
            let answer = try await send(site, try TestPictures.make("png", width: width, height: 200))
            #expect(answer.status == (width == 305 ? .unprocessableContent : .seeOther))
        }
        let before = try await shown(site)
        #expect(before.count == 4)
        let third = try #require(try site.text("SELECT public_id FROM picture ORDER BY id LIMIT 1 OFFSET 2"))
        let answer = try await site.as(.president).post("\(page)/\(third)", [("words", "Le four"), ("premiere", "1")])
        #expect(answer.location == page)
        #expect(try await shown(site) == [before[2], before[0], before[1], before[3]])
        #expect(try await shopPage(site).contains(#"alt="Le four""#))
    }

    @Test("removed is gone from page and file, and a restored backup does not bring it back") func removed()
        async throws
    {
        let site = try TestSite()
        _ = try await send(site, try TestPictures.make("png", width: 301, height: 200))
        _ = try await send(site, try TestPictures.make("png", width: 302, height: 200))
        let backup = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: backup)
        let shown = try await shown(site)
        let first = try #require(try site.text("SELECT public_id FROM picture ORDER BY id LIMIT 1"))
        #expect(try await site.as(.baker).post("\(page)/\(first)/retrait").location == page)
        #expect(try await site.as(.guest).get(shown[0]).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM rendition") == 4)
        #expect(try site.value("SELECT position FROM picture") == 1)
        _ = try Store.restore(from: backup, into: site.site.database.path)
        #expect(try await self.shown(site) == [shown[1]])
    }

    @Test("of another shop cannot be changed, and staff and guests cannot send any") func rights() async throws {
        let site = try TestSite()
        let sent = try TestPictures.make("png", width: 301, height: 200)
        #expect(try await send(site, sent, as: .florist).status == .notFound)
        #expect(try await send(site, sent, as: .staff).status == .notFound)
        #expect(try await send(site, sent, as: .secretary).status == .seeOther)
        let id = try #require(try site.text("SELECT public_id FROM picture"))
        for end in ["", "/retrait"] {
            let other = "/boutiques/f10r/photos/" + id + end
            #expect(try await site.as(.florist).post(other).status == .notFound)
            #expect(try await site.as(.florist).post("\(page)/\(id)\(end)").status == .notFound)
        }
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
    }

    @Test("beyond the budget of the association is refused in a sentence; the president sees what is used")
    func budget()
        async throws
    {
        let site = try TestSite()
        let now = site.now
        try site.write {
            _ = try TestPictures.made.insert(
                for: .association, at: 1, publicID: "0123456789abcdef", by: nil, at: now, in: $0)
        }
        try site.write { try $0.run("UPDATE rendition SET bytes = 16777216") }
        #expect(try await site.as(.president).get("/reglages").text.contains("48 Mo utilisés sur 500"))
        try site.write { db in
            for number in 1...31 {
                try db.run(
                    "INSERT INTO rendition (name, picture_id, use, width, height, bytes, contents) VALUES (?1, 1, ?1, 1, 1, 16777216, x'00')",
                    "full-\(number)")
            }
        }
        let answer = try await send(site, try TestPictures.make("png", width: 301, height: 200), words: "Le four")
        #expect(answer.status == .unprocessableContent && answer.text.contains("plus de place pour des images"))
        #expect(answer.text.contains(#"value="Le four""#))
    }

    @Test(
        "that is no picture, or too large, is refused in a sentence in the person’s language, and other pages are served"
    )
    func hostile() async throws {
        let site = try TestSite()
        let jpeg = try TestPictures.make("jpg")
        let files: [([UInt8], String, String)] = [
            (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), "un dessin SVG", "an SVG drawing"),
            (Array("\0\0\0\u{18}ftypheic".utf8), "une photo HEIC", "a HEIC photo"),
            (jpeg.dropLast(500) + [], "incomplète ou abîmée", "incomplete or damaged"),
            (jpeg + Array("<?php echo 1; ?>".utf8), "autre chose après l’image", "something else after the picture"),
            (PictureFileTests.png(width: 60_000, height: 60_000), "trop grande", "too large"),
            // The right size in its header, and no pixels.
            (PictureFileTests.png(width: 4_000, height: 4_000), "incomplète ou abîmée", "incomplete or damaged"),
            (jpeg + [UInt8](repeating: 0, count: SiteLimits.pictureBytes), "dépasse 15", "larger than 15 MB"),
            ([], "Choisissez une image", "Choose a picture"),
        ]
        for (bytes, french, english) in files {
            for (language, words) in [("fr", french), ("en", english)] {
                let refused = try await send(site, bytes, language: language)
                #expect(refused.status == .unprocessableContent && refused.text.contains(words), "\(words)")
            }
        }
        #expect(try site.value("SELECT count(*) FROM picture") == 0)
        #expect(try await site.as(.guest).get("/boutiques").status == .ok)
    }

    @Test("a phone’s video or second picture behind the photo is left out") func trailers() async throws {
        let jpeg = try TestPictures.make("jpg")
        for rest in [jpeg, Array("\0\0\0\u{18}ftypmp42video".utf8), Array("dataSEFT".utf8), [0, 0]] {
            let site = try TestSite()
            #expect(try await send(site, jpeg + rest).status == .seeOther)
        }
    }

    @Test("a logo is beside the name; another one replaces it") func logo() async throws {
        let site = try TestSite()
        for width in [301, 302] {
            let sent = try TestPictures.make("png", width: width, height: 200)
            #expect(try await send(site, sent, field: "logo").location == page)
        }
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
        #expect(try await shopPage(site).contains(/<img class="shop-logo" src="[^"]+\.png" width="302" height="200"/))
    }
}
