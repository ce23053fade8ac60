import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The picture of a project", .enabled(if: TestPictures.canConvert, "libvips-tools is missing"))
struct ProjectPictureTests {
    private func propose(_ site: TestSite) async throws -> String {
        let form = [("title", "Noël"), ("purpose", "Des lumières."), ("confirmed", "1")]
        return try #require(try await site.as(.baker).post("/projets", form).location)
    }

    @Test("chosen by its proposer is on its page; another one replaces it; removed, it is gone") func chosen()
        async throws
    {
        let site = try TestSite()
        let project = try await propose(site)
        for width in [301, 302] {
            let sent = try TestPictures.make("png", width: width, height: 200)
            #expect(try await site.as(.baker).sendPicture(sent, of: project).location == project)
        }
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
        #expect(try await site.as(.florist).get(project).text.contains(/width="302" height="200" alt="Une guirlande">/))
        #expect(try await site.as(.florist).get("/projets").text.contains("<img class=\"row-thumb\" src=\"/images/"))
        #expect(try await site.as(.baker).sendPicture([], of: project).status == .unprocessableContent)
        #expect(try await site.as(.florist).sendPicture([], of: project).status == .notFound)
        #expect(try await site.as(.baker).post(project + "/image/retrait").location == project + "/image")
        #expect(try site.value("SELECT count(*) FROM rendition") == 0)
    }

    @Test(
        "of a public project is chosen by those who publish projects, and every change is read before it is published")
    func published() async throws {
        let site = try TestSite()
        let project = try await propose(site)
        let sent = try TestPictures.make("png", width: 301, height: 200)
        let version = try site.value("SELECT version FROM project")
        _ = try await site.as(.baker).sendPicture(sent, of: project)
        let president = site.as(.president)
        _ = try await president.post(project + "/publication", [("version", "\(version)")])
        #expect(try await site.as(.guest).get(project).status == .notFound)
        _ = try await president.post(project + "/publication", [("version", "\(version + 1)")])
        #expect(try await site.as(.guest).get(project).text.contains("Une guirlande"))

        let other = try TestPictures.make("png", width: 302, height: 200)
        let refused = try await site.as(.baker).sendPicture(other, of: project)
        #expect(refused.status == .unprocessableContent && refused.text.contains("demandez à la présidence"))
        #expect(try await site.as(.president).sendPicture(other, of: project).location == project)
        #expect(try await site.as(.guest).get(project).text.contains("width=\"302\""))
    }
}
