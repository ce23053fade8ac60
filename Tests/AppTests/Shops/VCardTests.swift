import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shops

@Suite("GET /boutiques/:shop/contact.vcf") struct VCardTests {
    private let path = "/boutiques/7kq2/contact.vcf"

    /// The lines, unfolded.
    private func lines(_ text: String) -> [Substring] {
        text.replacing("\r\n ", with: "").split(separator: "\r\n")
    }

    @Test("has the shop’s name, numbers and addresses, escaped, in UTF-8") func card() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try site.write {
            _ = try $0.run(
                """
                UPDATE shop SET name = 'Étoile; pain, & \\ fils', phone = '04 50 00 00 00', latitude = 45.9, longitude = 6.12,
                                email = 'contact@etoile.example', site = 'https://etoile.example/' WHERE code = '7KQ2'
                """)
        }
        let answer = try await site.as(.guest).get(path)
        #expect(answer.fields[.contentType] == "text/vcard; charset=utf-8")
        #expect(answer.fields["Content-Disposition"]?.contains("etoile-pain-fils.vcf") == true)
        let lines = lines(answer.text)
        #expect(lines.first == "BEGIN:VCARD" && lines.last == "END:VCARD")
        for line in [
            "VERSION:3.0", "FN:Étoile\\; pain\\, & \\\\ fils", "TEL;TYPE=WORK,VOICE:+33450000000",
            "EMAIL;TYPE=INTERNET:contact@etoile.example", "ADR;TYPE=WORK:;;12 rue Royale;Annecy;;74000;France",
            "GEO:45.9;6.12", "URL:https://etoile.example/",
        ] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
        #expect(try await site.as(.guest).get("/boutiques/zzzz/contact.vcf").status == .notFound)
    }

    @Test("a separator with a combining accent is escaped") func combined() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try site.write { _ = try $0.run("UPDATE shop SET name = 'A;' || char(769) || 'B' WHERE code = '7KQ2'") }
        #expect(lines(try await site.as(.guest).get(path).text).contains("FN:A\\;\u{301}B"))
    }

    @Test("long lines are folded after 75 octets, between characters") func folded() async throws {
        let site = try TestSite()
        let name = String(repeating: "éà", count: 60)
        try site.write { _ = try $0.run("UPDATE shop SET name = ?1 WHERE code = '7KQ2'", name) }
        let text = try await site.as(.guest).get(path).text
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
        #expect(lines(text).contains("FN:" + name))
    }

    @Test("browsers find the search of the directory only with a public address") func openSearch() async throws {
        let site = try TestSite(origin: "https://rue.example")
        let answer = try await site.as(.guest).get("/opensearch.xml")
        #expect(answer.text.contains("template=\"https://rue.example/boutiques?q={searchTerms}\""))
        #expect(try await site.as(.guest).get("/boutiques").text.contains("href=\"/opensearch.xml\""))
        let bare = try TestSite().as(.guest)
        #expect(try await bare.get("/opensearch.xml").status == .notFound)
        #expect(try await !bare.get("/boutiques").text.contains("opensearch"))
    }
}
