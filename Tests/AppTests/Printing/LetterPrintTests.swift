import ChildProgram
import HTTP
import SQLite
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The PDF of a batch of letters") struct LetterPrintTests {
    private func batch(_ site: TestSite) async throws -> String {
        try #require(try await site.as(.president).post("/invitations", [("choice", "missing")]).location)
    }

    /// Makes the baker's shop have this name, without a shopkeeper.
    private func rename(_ site: TestSite, _ name: String, address: String = "12 rue Royale") throws {
        try site.endShopkeepers()
        let florist = site.florist
        try site.write { db in
            _ = try db.run("UPDATE shop SET removed_at = 1 WHERE id = ?1", florist)
            _ = try db.run("UPDATE shop SET name = ?1, address = ?2 WHERE code = '7KQ2'", name, address)
        }
    }

    @Test("starts with the batch, and has a page with a code for each letter") func made() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try rename(site, "L’Œuf & le « Cœur » <b>")
        try site.write { db in
            var settings = try #require(try AssociationSettings.current(in: db)).settings
            (settings.phone, settings.email) = ("04 50 00 00 00", "contact@vitrines.example")
            try settings.update(in: db)
        }
        try site.insertShops(at: ["1 rue Verte", "3 rue Verte"])
        let (batch, president) = (try await batch(site), site.as(.president))
        let pdf = try await site.savePDF(of: batch, as: president)
        defer { pdf.remove() }
        #expect(try pdf.pageCount == 3)
        let text = try pdf.text()
        let flowing = text.replacing("\u{A0}", with: " ").replacing("\n", with: " ")
        for word in [
            "Les Vitrines du Lac", "À l’attention de", "L’Œuf & le « Cœur » <b>", "12 rue Royale", "vos horaires",
            "Scannez ce code", "C’est moi", "rue.example/invitation", "1er avril 2026", "04 50 00 00 00",
            "contact@vitrines.example", "Camille Rey, présidence",
        ] {
            #expect(flowing.contains(word), "\(word)")
        }
        let secrets = try await president.get(batch + "/lettres").text.matches(of: /[0-9A-Z]{5}-[0-9A-Z]{5}(?=<)/)
        #expect(secrets.count == 3)
        for (index, secret) in secrets.enumerated() {
            #expect(try pdf.codes(page: index + 1) == ["https://rue.example/invitation/" + secret.0])
            #expect(text.contains(secret.0))
        }
        #expect(!text.contains("À ne pas distribuer"))
    }

    @Test("of ticked letters has these only; a letter that was used since is left out") func part() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try site.insertShops(at: ["1 rue Verte", "3 rue Verte", "5 rue Verte"])
        let (batch, president) = (try await batch(site), site.as(.president))
        let form = [("letter", "1"), ("letter", "3")]
        let page = try #require(try await president.post(batch, form).location)
        let pdf = try await site.savePDF(of: page, as: president)
        defer { pdf.remove() }
        let text = try pdf.text()
        #expect(try pdf.pageCount == 2)
        #expect(text.contains("Boutique 1") && !text.contains("Boutique 2") && text.contains("Boutique 3"))
        let secret = try #require(text.firstMatch(of: /[0-9A-Z]{5}-[0-9A-Z]{5}/)).0
        _ = try await site.as(.guest).post("/invitation/\(secret)")
        let later = try #require(try await president.post(batch, form).location)
        let rest = try await site.savePDF(of: later, as: president)
        defer { rest.remove() }
        #expect(try rest.pageCount == 1 && rest.text().contains("Boutique 3"))
    }

    @Test(
        "long and strange names stay within the page",
        arguments: [
            String(repeating: "Boulangerie ", count: 10), String(repeating: "W", count: 120),
            "🥖 Été à l’œuvre 🧀", "Ж 花屋 ☕️ " + String(repeating: "🥖", count: 90),
            String(repeating: "É", count: 60) + "-" + String(repeating: "m", count: 59), "Nul\u{1}le\u{FFFE}",
        ])
    func names(_ name: String) async throws {
        let site = try TestSite(origin: "https://rue.example")
        try rename(site, name, address: String(repeating: "rue de la Longueur ", count: 8))
        let pdf = try await site.savePDF(of: try await batch(site), as: site.as(.president))
        defer { pdf.remove() }
        #expect(try pdf.pageCount == 1)
        for word in try pdf.words(page: 1) {
            #expect(word.left >= 50 && word.right <= 545 && word.bottom <= 830, "\(word)")
        }
        #expect(try pdf.codes(page: 1).count == 1)
    }

    @Test("can have four hundred letters") func many() async throws {
        let site = try TestSite(origin: "https://rue.example")
        try site.insertShops(at: (1...400).map { "\($0) rue Verte" })
        let batch = try await batch(site)
        let page = try await site.as(.president).get(batch)
        #expect(page.fields["Refresh"] == nil || page.text.contains("<progress"))
        let pdf = try await site.savePDF(of: batch, as: site.as(.president))
        defer { pdf.remove() }
        #expect(try pdf.pageCount == 400)
        #expect(try pdf.text().matches(of: /À l’attention de/).count == 400)
    }

    @Test("while the address is not known to reach the site, is made after a tick, and says so") func address()
        async throws
    {
        let site = try TestSite()
        try site.insertShops(at: ["1 rue Verte"])
        let (batch, president) = (try await batch(site), site.as(.president))
        let page = try await president.get(batch).text
        #expect(page.contains("class=\"alarm") && page.contains("name=\"printAnyway\""))
        #expect(try await president.get(batch + "/lettres.pdf").location == batch)
        #expect(try await president.post(batch).status == .unprocessableContent)
        #expect(try await president.post(batch, [("printAnyway", "1")]).location == batch)
        let pdf = try await site.savePDF(of: batch, as: president)
        defer { pdf.remove() }
        #expect(try pdf.text().contains("À ne pas distribuer"))
    }

    @Test("a missing program is named with its package") func missing() throws {
        let site = try TestSite()
        let request = Request(.get, "/")
        let context = Context(
            loop: site.loop, request: request, locale: site.loop.locale(of: request.head), parameters: Parameters(),
            now: site.now, association: .inPreparation, member: nil, session: nil)
        let job = PrintJob(content: "", count: 1) { _, _ in [] }
        let status = PrintStatus(
            .failed(.missing(program: "rsvg-convert", package: "librsvg2-bin")), of: job, link: "", context)
        let problem = try #require(status?.problem)
        #expect(problem.contains("«\u{202F}rsvg-convert\u{202F}»") && problem.contains("paquet Debian librsvg2-bin"))
    }
}
