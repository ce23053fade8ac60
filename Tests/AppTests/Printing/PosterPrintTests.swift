import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The PDF of posters") struct PosterPrintTests {
    @Test(
        "of one shop fills its sheet, in each format",
        arguments: [
            ("a4", "595.276 x 841.89"), ("a5", "841.89 x 595.276"), ("a6", "595.276 x 841.89"), ("tent", "595"),
            ("stickers", "595.276 x 841.89"),
        ])
    func one(_ format: String, _ size: String) async throws {
        let site = try TestSite(origin: "https://lac.example")
        let baker = site.as(.baker)
        let page = try #require(try await baker.post("/boutiques/7kq2/affichette", [("format", format)]).location)
        #expect(page == "/boutiques/7kq2/affichette?format=\(format)")
        let pdf = try await site.savePDF(of: page, as: baker)
        defer { pdf.remove() }
        #expect(try pdf.pageCount == 1)
        let copies = try #require(PosterFormat(rawValue: format)).postersASheet
        let text = try pdf.text("-layout")
        #expect(text.matches(of: /lac\.example\/b\/7KQ2/).count == copies)
        #expect(try pdf.codes(page: 1) == ["https://lac.example/b/7KQ2"])
        let words = ["Boulangerie", "Comment s’est"] + (format == "stickers" ? [] : ["Merci de votre visite"])
        for word in words {
            #expect(text.contains(word), "\(word)")
        }
    }

    @Test("of all shops has them in the order of the street, several a sheet") func all() async throws {
        let site = try TestSite(origin: "https://lac.example")
        try site.insertShops(at: ["12 rue Verte", "2 rue Verte", "7 rue Verte"])
        let president = site.as(.president)
        for (format, pages) in [("a4", 3), ("a5", 2), ("a6", 1), ("tent", 3), ("stickers", 3)] {
            let fields = [("format", format), ("rue", "rue-verte")]
            let page = try #require(try await president.post("/affichettes", fields).location)
            let pdf = try await site.savePDF(of: page, as: president)
            defer { pdf.remove() }
            #expect(try pdf.pageCount == pages, "\(format)")
            let found = try (1...pages).flatMap { try pdf.codes(page: $0) }
            #expect(Set(found) == Set((100...102).map { "https://lac.example/b/Z\($0)" }), "\(format)")
            if format == "a4" { #expect(found == [101, 102, 100].map { "https://lac.example/b/Z\($0)" }) }
        }
    }

    @Test("long and strange names stay on their poster", arguments: ["a4", "a5", "a6", "tent", "stickers"])
    func names(_ format: String) async throws {
        let site = try TestSite(origin: "https://une-adresse-vraiment-tres-longue-pour-une-affichette.example")
        for name in [String(repeating: "W", count: 120), String(repeating: "Été à l’œuvre ", count: 8), "🥖🧀"] {
            try site.write { _ = try $0.run("UPDATE shop SET name = ?1 WHERE code = '7KQ2'", name) }
            let president = site.as(.president)
            let page = try #require(
                try await president.post("/boutiques/7kq2/affichette", [("format", format)]).location)
            let pdf = try await site.savePDF(of: page, as: president)
            defer { pdf.remove() }
            let width = format == "a5" ? 841.9 : 595.3
            for word in try pdf.words(page: 1) { #expect(word.left >= 5 && word.right <= width - 5, "\(word)") }
            #expect(try pdf.codes(page: 1).count == 1, "\(name)")
        }
    }

    @Test("is not there before it is asked for, nor after a shop has changed") func stale() async throws {
        let site = try TestSite(origin: "https://lac.example")
        let baker = site.as(.baker)
        #expect(try await baker.get("/boutiques/7kq2/affichette.pdf").status == .seeOther)
        _ = try await baker.post("/boutiques/7kq2/affichette", [("format", "a4")])
        await site.awaitPrints()
        #expect(try await baker.get("/boutiques/7kq2/affichette.pdf?format=a4").status == .ok)
        try site.write { _ = try $0.run("UPDATE shop SET name = 'Le Four' WHERE code = '7KQ2'") }
        #expect(try await baker.get("/boutiques/7kq2/affichette.pdf?format=a4").status == .seeOther)
        #expect(try await site.as(.florist).get("/boutiques/7kq2/affichette.pdf").status == .notFound)
    }

    @Test("while the address is not known to reach the site, is made after a tick, and says so") func address()
        async throws
    {
        let site = try TestSite()
        let baker = site.as(.baker)
        let page = try await baker.get("/boutiques/7kq2/affichette").text
        #expect(page.contains("class=\"alarm") && !page.contains("class=\"poster\""))
        #expect(try await baker.post("/boutiques/7kq2/affichette").status == .unprocessableContent)
        let fields = [("format", "a6"), ("printAnyway", "1")]
        let made = try #require(try await baker.post("/boutiques/7kq2/affichette", fields).location)
        #expect(try await baker.get(made).text.components("class=\"poster a6\"") == 4)
        let pdf = try await site.savePDF(of: made, as: baker)
        defer { pdf.remove() }
        #expect(try pdf.text().contains("À ne pas distribuer"))
    }
}
