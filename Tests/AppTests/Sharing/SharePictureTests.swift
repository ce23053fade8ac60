import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The picture of a shared page", .enabled(if: TestPictures.canConvert, "libvips-tools is missing"))
struct SharePictureTests {
    private func image(_ site: TestSite, of page: String) async throws -> String? {
        let text = try await site.as(.guest).get(page).text
        return text.firstMatch(of: /<meta property="og:image" content="([^"]+)">/).map { String($0.1) }
    }

    private func shopPage(_ site: TestSite) async throws -> String {
        try #require(try await site.as(.guest).get("/boutiques/7kq2").location)
    }

    @Test("is drawn by a job after a change, never on request, and drawn again only when what it shows has changed")
    func drawn() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let page = try await shopPage(site)
        try site.edit("7KQ2") { $0.trade = "Boulangerie-pâtisserie" }
        #expect(try await image(site, of: page) == nil)
        #expect(try site.value("SELECT count(*) FROM drawing") == 0)
        try site.runDueWork()
        let first = try #require(try await image(site, of: page))
        #expect(first.hasPrefix("https://lac.example/images/") && first.hasSuffix(".png"))
        let address = String(first.dropFirst("https://lac.example".count))
        let file = try PictureFile(try await site.as(.guest).get(address).bytes)
        #expect(file.format == .png && file.width == 1_200 && file.height == 630)
        let text = try await site.as(.guest).get(page).text
        for line in [
            ":width\" content=\"1200\"", ":height\" content=\"630\"", ":alt\" content=\"Boulangerie de l’Étoile\"",
        ] {
            #expect(text.contains("og:image" + line))
        }

        try site.edit("7KQ2") { $0.phone = "04 50 00 00 00" }
        try site.runDueWork()
        #expect(try await image(site, of: page) == first)
        try site.edit("7KQ2") { $0.trade = "Salon de thé" }
        try site.runDueWork()
        #expect(try await image(site, of: page) != first)
        #expect(try await site.as(.guest).get(address).status == .notFound)
        try site.remove(site.bakery)
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM drawing WHERE subject LIKE 'shop %'") == 1)
    }

    @Test("shows the first photo where there is one, as JPEG") func photo() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let page = try await shopPage(site)
        let body = Multipart("photo", fileName: "a.png", try TestPictures.make("png"))
        _ = try await site.as(.baker).send(.post, "/boutiques/7kq2/photos", fields: body.fields, body: body.bytes)
        try site.runDueWork()
        #expect(try #require(try await image(site, of: page)).hasSuffix(".jpg"))
    }

    @Test("exists for the front page and for public projects, and not for others") func others() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let form = [("title", "Noël"), ("purpose", "Des lumières."), ("confirmed", "1")]
        let project = try #require(try await site.as(.baker).post("/projets", form).location)
        try site.runDueWork()
        #expect(try await image(site, of: "/") != nil)
        #expect(try site.value("SELECT count(*) FROM drawing WHERE subject LIKE 'project %'") == 0)
        let version = try site.value("SELECT version FROM project")
        _ = try await site.as(.president).post(project + "/publication", [("version", "\(version)")])
        try site.runDueWork()
        #expect(try await image(site, of: project) != nil)
    }

    @Test("is not drawn while the site has no public address") func addressless() async throws {
        let site = try TestSite()
        try site.edit("7KQ2") { $0.trade = "Salon de thé" }
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM drawing") == 0)
    }
}

@Suite("The icons and the web manifest") struct AppIconTests {
    private struct Manifest: Decodable {
        struct Icon: Decodable { let src, sizes, purpose: String }
        let name, theme_color, start_url: String
        let icons: [Icon]
    }

    private func manifest(_ site: TestSite) async throws -> Manifest {
        let answer = try await site.as(.guest).get("/manifest.webmanifest")
        #expect(answer.fields[.contentType] == "application/manifest+json")
        return try JSONDecoder().decode(Manifest.self, from: Data(answer.bytes))
    }

    @Test("are those of the program at first, with the name of the association") func standard() async throws {
        let site = try TestSite()
        let manifest = try await manifest(site)
        #expect(manifest.name == "Les Vitrines du Lac" && manifest.theme_color == "#1b4a38")
        #expect(manifest.icons.map(\.sizes) == ["192x192", "512x512", "512x512"])
        #expect(manifest.icons.allSatisfy { $0.src.hasPrefix("/public/icon-") })
        let icon = try PictureFile(try await site.as(.guest).get("/apple-touch-icon.png").bytes)
        #expect(icon.width == 180 && icon.height == 180)
        #expect(try await site.as(.guest).get("/").text.contains("rel=\"manifest\""))
    }

    @Test(
        "are drawn in the colours of the association once it has its own",
        .enabled(if: TestPictures.canConvert, "libvips-tools is missing"))
    func coloured() async throws {
        let site = try TestSite()
        try site.write { db in
            guard var settings = try AssociationSettings.current(in: db)?.settings else { return }
            settings.mainColour = "#7a2a35"
            try settings.update(in: db)
        }
        let standard = try await site.as(.guest).get("/apple-touch-icon.png").bytes
        try site.runDueWork()
        let manifest = try await manifest(site)
        #expect(manifest.theme_color == "#7a2a35")
        for icon in manifest.icons {
            let file = try PictureFile(try await site.as(.guest).get(icon.src).bytes)
            #expect(icon.sizes == "\(file.width)x\(file.height)")
        }
        #expect(try await site.as(.guest).get("/apple-touch-icon.png").bytes != standard)
    }
}
