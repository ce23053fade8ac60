import Foundation
import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("/boutiques/:shop/bons-plans") struct DealTests {
    private let site: TestSite
    private let path = "/boutiques/7kq2/bons-plans"

    init() throws { site = try TestSite() }

    private func announce(
        _ text: String, until: String = "2026-03-08", _ more: [(String, String)] = [],
        by person: TestSite.Person = .baker
    ) async throws -> Answer {
        try await site.as(person).post(path, [("text", text), ("until", until)] + more)
    }

    /// The public pages that show bons plans, for a guest.
    private func pages() async throws -> [String] {
        var pages: [String] = []
        for target in ["/", "/actualites", "/boutiques/boulangerie-de-l-etoile-7kq2"] {
            pages.append(try await site.as(.guest).get(target).text.replacing("\u{A0}", with: " "))
        }
        return pages
    }

    @Test("two fields are enough; front page, news and shop page show it until its last day, then no page does")
    func announces() async throws {
        #expect(try await announce("Le comté <b>de 18 mois</b>").status == .seeOther)
        for page in try await pages() {
            #expect(page.contains("Le comté &lt;b&gt;de 18 mois&lt;/b&gt;"))
            #expect(page.contains("jusqu’au dimanche 8 mars"))
        }
        site.wait(.days(6) + .hours(13))
        for page in try await pages() { #expect(page.contains("jusqu’à ce soir")) }
        site.wait(.hours(1))
        for page in try await pages() { #expect(!page.contains("comté")) }
        #expect(try await site.as(.baker).get(path).text.contains("terminé le 8\u{A0}mars 2026"))
    }

    @Test("it may begin later and say how much there is") func later() async throws {
        _ = try await announce("Galettes", [("from", "2026-03-05"), ("stock", "while-stocks-last")])
        for page in try await pages() { #expect(!page.contains("Galettes")) }
        #expect(
            try await site.as(.baker).get(path).text.replacing("\u{A0}", with: " ")
                .contains("du jeudi 5 mars au dimanche 8 mars · tant qu’il y en a"))
        site.wait(.days(3))
        for page in try await pages() { #expect(page.contains("Galettes") && page.contains("tant qu’il y en a")) }
    }

    @Test(
        "422 with the form as typed",
        arguments: [
            ("text", "", "Écrivez votre bon plan"), ("text", String(repeating: "é", count: 161), "160"),
            ("until", "", "Choisissez le dernier jour."), ("until", "2026-03-01", "Ce jour est passé"),
            ("until", "2026-02-30", "Choisissez une date qui existe"), ("until", "2026-05-02", "60 jours au plus"),
            ("from", "2026-03-01", "Ce jour est passé"), ("from", "2026-03-09", "vient avant le premier"),
            ("from", "2026-05-02", "Choisissez un premier jour jusqu’au 1"),
        ])
    func refuses(_ name: String, _ value: String, _ words: String) async throws {
        let form = [("text", "Le comté"), ("until", "2026-03-08"), ("from", "")].map {
            ($0.0, $0.0 == name ? value : $0.1)
        }
        let answer = try await site.as(.baker).post(path, form)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(words) && answer.text.contains("-error\""))
        if name != "text" { #expect(answer.text.contains("Le comté</textarea>")) }
        #expect(try site.value("SELECT count(*) FROM deal") == 0)
    }

    @Test("the sixtieth day is the last one that can be chosen") func sixty() async throws {
        #expect(try await announce("Le comté", until: "2026-05-01").status == .seeOther)
    }

    @Test("a shop has two at most; pressing the button twice adds one") func most() async throws {
        for _ in 1...2 { #expect(try await announce("Un").status == .seeOther) }
        #expect(try site.value("SELECT count(*) FROM deal") == 1)
        #expect(try await announce("Deux").status == .seeOther)
        #expect(try await !site.as(.baker).get(path).text.contains("<textarea"))
        let third = try await announce("Trois")
        #expect(third.status == .unprocessableContent && third.text.contains("2 bons plans au plus"))
        site.wait(.days(7))
        #expect(try await announce("Trois", until: "2026-03-20").status == .seeOther)
    }

    @Test("a shop adds ten a day, removed ones included; the open ones are listed first") func daily() async throws {
        #expect(try await announce("Le premier").status == .seeOther)
        for number in 2...SiteLimits.dealsADay {
            #expect(try await announce("Numéro \(number)", until: "2026-03-20").status == .seeOther)
            let id = try #require(try site.text("SELECT public_id FROM deal ORDER BY id DESC LIMIT 1"))
            #expect(try await site.as(.baker).post(path + "/\(id)/retrait").status == .seeOther)
        }
        #expect(try await announce("De trop", until: "2026-03-20").status == .unprocessableContent)
        let page = try await site.as(.baker).get(path).text
        let (first, second) = (page.range(of: "Le premier"), page.range(of: "Numéro 2"))
        #expect(try #require(first).lowerBound < (try #require(second).lowerBound))
        site.wait(.days(1) + 1)
        #expect(try await announce("Le lendemain", until: "2026-03-20").status == .seeOther)
    }

    @Test("its shop edits it; the second of two people sees the first one’s text and decides") func edits() async throws
    {
        _ = try await announce("Le comté")
        let edit = try path + "/" + #require(try site.text("SELECT public_id FROM deal"))
        let form = try await site.as(.baker).get(edit).filled
        let first = try await site.as(.president).post(edit, form.with(("text", "Le beaufort")))
        #expect(first.status == .seeOther)
        let second = try await site.as(.baker).post(edit, form.with(("text", "Le morbier")))
        #expect(second.status == .conflict)
        #expect(second.text.contains("Le beaufort") && second.text.contains("Le morbier</textarea>"))
        #expect(try await site.as(.baker).post(edit, second.filled).status == .seeOther)
        #expect(try site.text("SELECT text FROM deal") == "Le morbier")
    }

    @Test("one that has begun is edited without moving its first day") func begun() async throws {
        _ = try await announce("Le comté")
        site.wait(.days(2))
        let edit = try path + "/" + #require(try site.text("SELECT public_id FROM deal"))
        let form = try await site.as(.baker).get(edit).filled
        #expect(try await site.as(.baker).post(edit, form.with(("text", "Le beaufort"))).status == .seeOther)
        #expect(try await site.as(.baker).post(edit, form.with(("from", "2026-03-01"))).status == .unprocessableContent)
    }

    @Test("its shop removes it and restores it with «Annuler»") func removes() async throws {
        _ = try await announce("Le comté")
        let one = try path + "/" + #require(try site.text("SELECT public_id FROM deal"))
        #expect(try await site.as(.baker).post(one + "/retrait").status == .seeOther)
        for page in try await pages() { #expect(!page.contains("comté")) }
        #expect(try await site.as(.baker).get(path).text.contains("action=\"\(one)/retablissement\""))
        #expect(try await site.as(.baker).post(one + "/retablissement").status == .seeOther)
        for page in try await pages() { #expect(page.contains("comté")) }
    }

    @Test("the president ends one with a reason; the shop reads who, when and why, and cannot restore it")
    func president() async throws {
        _ = try await announce("Le comté")
        let one = try path + "/" + #require(try site.text("SELECT public_id FROM deal"))
        #expect(try await site.as(.president).get(path).text.contains("name=\"reason\""))
        #expect(try await !site.as(.baker).get(path).text.contains("name=\"reason\""))
        _ = try await site.as(.president).post(one + "/retrait", [("reason", "Le prix d’avant manque.")])
        let shown = try await site.as(.baker).get(path).text
        #expect(
            shown.replacing("\u{A0}", with: " ").contains(
                "Retiré par Camille Rey, lundi 2 mars 2026 à 10 h : Le prix d’avant manque."))
        #expect(!shown.contains("/retablissement\"><button"))
        #expect(try await site.as(.baker).post(one + "/retablissement").status == .forbidden)
        #expect(try await site.as(.president).post(one + "/retablissement").status == .seeOther)
    }

    @Test("one is not restored beyond the two of a shop, or after its last day") func over() async throws {
        _ = try await announce("Un")
        let one = try path + "/" + #require(try site.text("SELECT public_id FROM deal"))
        _ = try await site.as(.baker).post(one + "/retrait")
        for text in ["Deux", "Trois"] { _ = try await announce(text, until: "2026-03-03") }
        #expect(try await site.as(.baker).post(one + "/retablissement").status == .gone)
        site.wait(.days(2))
        #expect(try await site.as(.baker).post(one + "/retablissement").status == .seeOther)
        _ = try await site.as(.baker).post(one + "/retrait")
        site.wait(.days(7))
        #expect(try await site.as(.baker).post(one + "/retablissement").status == .gone)
    }

    @Test("those of a removed shop are shown nowhere; another shop’s people get 404") func others() async throws {
        _ = try await announce("Le comté")
        let one = try path + "/" + #require(try site.text("SELECT public_id FROM deal"))
        for person in [TestSite.Person.florist, .staff, .secretary, .treasurer] {
            #expect(try await announce("Autre", by: person).status == .notFound, "\(person)")
            #expect(try await site.as(person).post(one + "/retrait").status == .notFound, "\(person)")
        }
        #expect(try await site.as(.florist).get("/boutiques/f10r/bons-plans/" + one.suffix(16)).status == .notFound)
        try site.remove(site.bakery)
        #expect(try await !site.as(.guest).get("/actualites").text.contains("comté"))
    }

    @Test("the rule about announced reductions is shown next to the field") func law() async throws {
        #expect(try await site.as(.baker).get(path).text.contains("article L.112-1-1"))
    }

    @Test("the home of a shopkeeper leads there, that of the shop’s staff does not") func home() async throws {
        #expect(try await site.as(.baker).get("/accueil").text.contains("href=\"\(path)\""))
        #expect(try await !site.as(.staff).get("/accueil").text.contains("/bons-plans"))
        #expect(try await site.as(.president).get("/accueil").text.contains("href=\"/actualites/nouvelle\""))
    }
}
