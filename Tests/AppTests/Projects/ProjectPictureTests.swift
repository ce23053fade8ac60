@testable import Base
@testable import Shell
@testable import Shops
import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("The picture of a project", .enabled(if: TestPictures.canConvert, "libvips-tools is missing"))
struct ProjectPictureTests {
    private func propose(_ site: TestSite) async throws -> String {
        let form = [("title", "Noël"), ("purpose", "Des lumières."), ("confirmed", "1")]
        return try #require(try await site.as(.baker).post("/projets", form).location)
    }

    private func send(_ site: TestSite, _ project: String, _ bytes: [UInt8], as person: TestSite.Person) async throws
        -> Answer
    {
        let body = Multipart("picture", fileName: "a.jpg", bytes, others: [("words", "Une guirlande")])
        return try await site.as(person).send(.post, project + "/image", fields: body.fields, body: body.bytes)
    }

    @Test("chosen by its proposer is on its page; another one replaces it; removed, it is gone") func chosen()
        async throws
    {
        let site = try TestSite()
        let project = try await propose(site)
        for width in [301, 302] {
            let sent = try TestPictures.make("png", width: width, height: 200)
            #expect(try await send(site, project, sent, as: .baker).location == project)
        }
        #expect(try site.value("SELECT count(*) FROM picture") == 1)
        #expect(try await site.as(.florist).get(project).text.contains(/width="302" height="200" alt="Une guirlande">/))
        #expect(try await site.as(.florist).get("/projets").text.contains("<img class=\"row-thumb\" src=\"/images/"))
        #expect(try await send(site, project, [], as: .baker).status == .unprocessableContent)
        #expect(try await send(site, project, [], as: .florist).status == .notFound)
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
        _ = try await send(site, project, sent, as: .baker)
        let president = site.as(.president)
        _ = try await president.post(project + "/publication", [("version", "\(version)")])
        #expect(try await site.as(.guest).get(project).status == .notFound)
        _ = try await president.post(project + "/publication", [("version", "\(version + 1)")])
        #expect(try await site.as(.guest).get(project).text.contains("Une guirlande"))

        let other = try TestPictures.make("png", width: 302, height: 200)
        let refused = try await send(site, project, other, as: .baker)
        #expect(refused.status == .unprocessableContent && refused.text.contains("demandez à la présidence"))
        #expect(try await send(site, project, other, as: .president).location == project)
        #expect(try await site.as(.guest).get(project).text.contains("width=\"302\""))
    }
}
