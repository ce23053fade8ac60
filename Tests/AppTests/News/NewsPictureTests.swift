import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("The picture of a news post", .enabled(if: TestPictures.canConvert, "libvips-tools is missing"))
struct NewsPictureTests {
    private func publish(_ site: TestSite) async throws -> String {
        let form = [("title", "Les guirlandes sont là"), ("text", "Elles brillent."), ("until", "2026-03-16")]
        return try #require(try await site.as(.president).post("/actualites", form).location)
    }

    @Test("is on its page, in the list and on the front page; another one replaces it; removed, it is gone")
    func chosen() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let post = try await publish(site)
        for width in [301, 302] {
            let sent = try TestPictures.make("png", width: width, height: 200)
            #expect(try await site.as(.president).sendPicture(sent, of: post).location == post)
        }
        #expect(try site.value("SELECT count(*) FROM picture WHERE news_post_id IS NOT NULL") == 1)
        let page = try await site.as(.guest).get(post).text
        #expect(page.contains(/width="302" height="200" alt="Une guirlande">/))
        #expect(page.contains("<meta property=\"og:image\" content=\"https://rue.example/images/"))
        for target in ["/", "/actualites"] {
            #expect(try await site.as(.guest).get(target).text.contains("src=\"/images/"), "\(target)")
        }
        #expect(try await site.as(.president).post(post + "/image/retrait").location == post + "/image")
        #expect(try site.value("SELECT count(*) FROM picture WHERE news_post_id IS NOT NULL") == 0)
        #expect(try await !site.as(.guest).get("/actualites").text.contains("src=\"/images/"))
    }

    @Test("a file that is no picture and a removed post change nothing") func refused() async throws {
        let site = try TestSite()
        let post = try await publish(site)
        let refused = try await site.as(.president).sendPicture([], of: post)
        #expect(refused.status == .unprocessableContent && refused.text.contains("Une guirlande"))
        _ = try await site.as(.president).post(post + "/retrait")
        let sent = try TestPictures.make("png", width: 301, height: 200)
        #expect(try await site.as(.president).sendPicture(sent, of: post).status == .notFound)
        #expect(try await site.as(.baker).sendPicture(sent, of: post).status == .notFound)
        #expect(try site.value("SELECT count(*) FROM picture WHERE news_post_id IS NOT NULL") == 0)
    }
}
