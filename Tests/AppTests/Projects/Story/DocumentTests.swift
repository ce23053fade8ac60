import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Documents of a project") struct DocumentTests {
    private static let pdf = Array("%PDF-1.7\nDevis\n%%EOF\n".utf8)
    /// One pixel.
    private static let png =
        Data(
            base64Encoded:
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        ).map(Array.init) ?? []

    private func send(
        _ bytes: [UInt8], title: String = "Devis des barnums", as person: TestSite.Person = .baker, to path: String,
        _ site: TestSite
    ) async throws -> Answer {
        let body = Multipart("file", fileName: "a.pdf", bytes, others: [("title", title)])
        return try await site.as(person).send(.post, path + "/documents", fields: body.fields, body: body.bytes)
    }

    @Test("the baker adds a PDF: members get it as an attachment in a sandbox, guests do not") func adds() async throws
    {
        let site = try TestSite()
        let path = try site.project(isPublic: true)
        #expect(try await send(Self.pdf, to: path, site).location == path + "/documents")
        let page = try await site.as(.florist).get(path).text
        let link = try #require(page.firstMatch(of: /href="(\/projets\/[^"]*\/documents\/[^"]+)"/)).1
        let answer = try await site.as(.florist).get(String(link))
        #expect(answer.status == .ok && answer.bytes == Self.pdf)
        #expect(answer.fields["Content-Type"] == "application/pdf")
        #expect(answer.fields["Content-Disposition"]?.hasPrefix("attachment; filename=") == true)
        #expect(answer.fields["Content-Security-Policy"]?.contains("sandbox") == true)
        #expect(try await site.as(.guest).get(String(link)).status == .notFound)
        #expect(try await !site.as(.guest).get(path).text.contains("barnums"))
        _ = try await site.as(.president).post(link + "/publication")
        #expect(try await site.as(.guest).get(String(link)).status == .ok)
        #expect(try await site.as(.guest).get(path).text.contains("barnums"))
        _ = try await site.as(.president).post(link + "/depublication")
        #expect(try await site.as(.guest).get(String(link)).status == .notFound)
    }

    @Test(
        "what is no PDF, JPEG or PNG is refused with the title as typed",
        arguments: [
            Array("<svg onload=alert(1)>".utf8), Array("%PDF-1.7 cut off".utf8), Array("GIF89a".utf8),
            // The first bytes of a JPEG picture, and of a PNG one.
            [0xFF, 0xD8, 0xFF] + Array("<html>".utf8), Array(png.prefix(8)) + Array("<html>".utf8), [],
        ])
    func refused(_ bytes: [UInt8]) async throws {
        let site = try TestSite()
        let path = try site.project()
        let answer = try await send(bytes, title: "Mon <plan>", to: path, site)
        #expect(answer.status == .unprocessableContent && answer.text.contains("Mon &lt;plan&gt;"))
        #expect(try site.value("SELECT count(*) FROM project_document") == 0)
    }

    @Test("a photo is stored without the place where it was taken") func place() async throws {
        let site = try TestSite()
        let path = try site.project()
        #expect(try await send(TestPictures.exif(TestPictures.smallest), to: path, site).status == .seeOther)
        let page = try await site.as(.florist).get(path).text
        let link = try #require(page.firstMatch(of: /href="(\/projets\/[^"]*\/documents\/[^"]+)"/)).1
        let photo = try await site.as(.florist).get(String(link))
        #expect(!photo.text.contains("GPS") && photo.fields["Content-Type"] == "image/jpeg")
    }

    @Test("pictures are read off the event loop, and not when none was sent") func offLoop() async throws {
        let site = try TestSite()
        let path = try site.project()
        #expect(try await send([], to: path, site).status == .unprocessableContent)
        #expect(site.site.pictureJobs.accepted == 0)
        #expect(try await send(Self.png, to: path, site).status == .seeOther)
        #expect(site.site.pictureJobs.accepted == 1)
    }

    @Test("the bytes decide, a double click adds one, and the number is bounded") func bounds() async throws {
        let site = try TestSite()
        let path = try site.project()
        for _ in 0..<2 { _ = try await send(Self.png, title: "Plan.pdf", to: path, site) }
        #expect(try site.text("SELECT group_concat(format) FROM project_document") == "png")
        for number in 2...SiteLimits.projectDocuments {
            _ = try await send(Self.pdf, title: "Devis \(number)", to: path, site)
        }
        let answer = try await send(Self.pdf, title: "Un de trop", to: path, site)
        #expect(answer.status == .unprocessableContent && answer.text.contains("déjà 20 documents"))
    }

    @Test("removed it is gone for everyone, and «Annuler» or the bin puts it back") func removed() async throws {
        let site = try TestSite()
        let path = try site.project()
        _ = try await send(Self.pdf, to: path, site)
        let id = try #require(try site.text("SELECT public_id FROM project_document"))
        let document = path + "/documents/" + id
        #expect(try await site.as(.florist).post(document + "/retrait").status == .notFound)
        _ = try await site.as(.baker).post(document + "/retrait")
        #expect(try await site.as(.baker).get(document).status == .notFound)
        #expect(try await site.as(.baker).get("/corbeille").text.contains("Devis des barnums"))
        #expect(try await site.as(.florist).post(document + "/retablissement").status == .notFound)
        _ = try await site.as(.baker).post(document + "/retablissement")
        #expect(try await site.as(.baker).get(document).status == .ok)
    }

    @Test("a shop that does not take part adds none; one that does, may") func participants() async throws {
        let site = try TestSite()
        let path = try site.project()
        #expect(try await send(Self.pdf, as: .florist, to: path, site).status == .notFound)
        _ = try await site.as(.florist).post(path + "/participation", [("boutique", "F10R")])
        #expect(try await send(Self.pdf, as: .florist, to: path, site).status == .seeOther)
    }
}
