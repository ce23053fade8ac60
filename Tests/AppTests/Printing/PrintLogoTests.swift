import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The logo on paper", .enabled(if: TestPictures.canConvert, "libvips-tools is missing")) struct PrintLogoTests {
    private func sendLogo(_ site: TestSite) async throws {
        let logo = try TestPictures.make("png", width: 512, height: 256)
        let body = Multipart("logo", fileName: "logo.png", logo)
        let answer = try await site.as(.president).send(.post, "/reglages/logo", fields: body.fields, body: body.bytes)
        #expect(answer.status == .seeOther)
    }

    @Test("is on each letter; four hundred of them stay below 15 MB") func letters() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try await sendLogo(site)
        try site.insertShops(at: (1...400).map { "\($0) rue Verte" })
        let batch = try #require(
            try await site.as(.president).post("/invitations", [("choice", "missing")]).location)
        let pdf = try await site.savePDF(of: batch, as: site.as(.president))
        defer { pdf.remove() }
        #expect(try pdf.pageCount == 400)
        #expect(pdf.byteCount < 15 << 20)
        for page in [1, 400] {
            #expect(try pdf.pictureCount(page: page) == 1)
            #expect(try pdf.codes(page: page).count == 1)
        }
    }

    @Test("is on posters, and another one makes other posters", arguments: ["a4", "a5", "a6", "tent"])
    func posters(_ format: String) async throws {
        let site = try TestSite(origin: "https://lac.example")
        let baker = site.as(.baker)
        func print() async throws -> Int {
            let page = try #require(try await baker.post("/boutiques/7kq2/affichette", [("format", format)]).location)
            let pdf = try await site.savePDF(of: page, as: baker)
            defer { pdf.remove() }
            #expect(try pdf.codes(page: 1) == ["https://lac.example/b/7KQ2"])
            return try pdf.pictureCount(page: 1)
        }
        #expect(try await print() == 0)
        try await sendLogo(site)
        #expect(try await print() > 0)
    }

    @Test("the first photo of a shop takes the place of its façade on posters", arguments: ["a4", "tent"])
    func photo(_ format: String) async throws {
        let site = try TestSite(origin: "https://lac.example")
        let photo = try TestPictures.make("png", width: 640, height: 480)
        let body = Multipart("photo", fileName: "a.png", photo)
        let sent = try await site.as(.baker).send(
            .post, "/boutiques/7kq2/photos", fields: body.fields, body: body.bytes)
        #expect(sent.status == .seeOther)
        let (baker, form) = (site.as(.baker), [("format", format)])
        let page = try #require(try await baker.post("/boutiques/7kq2/affichette", form).location)
        let pdf = try await site.savePDF(of: page, as: baker)
        defer { pdf.remove() }
        #expect(try pdf.pictureCount(page: 1) > 0)
    }
}
