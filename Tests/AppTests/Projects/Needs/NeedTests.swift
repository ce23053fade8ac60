import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("/entraide") struct NeedTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    private func post(
        _ text: String, kind: String = "seeking", until: String = "2026-03-15", by person: TestSite.Person = .baker
    ) async throws -> Answer {
        try await site.as(person).post("/entraide", [("kind", kind), ("text", text), ("until", until)])
    }

    private func path(_ text: String, kind: String = "seeking", by person: TestSite.Person = .baker) async throws
        -> String
    {
        try #require(try await post(text, kind: kind, by: person).location)
    }

    private func list(_ query: String = "", as person: TestSite.Person = .florist) async throws -> String {
        try await site.as(person).get("/entraide" + query).text.replacing("\u{A0}", with: " ")
    }

    private func told(_ person: TestSite.Person) throws -> [String] {
        try site.loop.reader.rows(
            "SELECT event FROM notice WHERE member_id = ?1 AND read_at IS NULL ORDER BY id", try site.member(person)
        ) { $0.text(0) }
    }

    @Test("a sentence and a last day are enough; members see it until then, guests never") func posts() async throws {
        _ = try await path("Un <b>barnum</b>")
        let shown = try await list()
        #expect(shown.contains("Un &lt;b&gt;barnum&lt;/b&gt;") && shown.contains("Je cherche"))
        #expect(shown.contains("Paul Martin, Boulangerie de l’Étoile"))
        #expect(shown.contains("jusqu’au dimanche 15 mars"))
        #expect(try await list(as: .staff).contains("barnum"))
        #expect(try await site.as(.guest).get("/entraide").status == .seeOther)
        site.wait(.days(14))
        #expect(try await !list().contains("barnum"))
        #expect(try await list("?voir=les-miennes", as: .baker).contains("terminée le 15 mars 2026"))
    }

    @Test(
        "422 with the form as typed",
        arguments: [
            ("kind", "", "Choisissez"), ("text", "", "en une phrase"),
            ("text", String(repeating: "é", count: 161), "160"), ("until", "", "Choisissez le dernier jour."),
            ("until", "2026-03-01", "Ce jour est passé"), ("until", "2026-02-30", "date qui existe"),
            ("until", "2026-06-01", "90 jours au plus"),
        ])
    func refuses(_ name: String, _ value: String, _ words: String) async throws {
        let form = [("kind", "skill"), ("text", "Des nœuds"), ("until", "2026-03-08")].map {
            ($0.0, $0.0 == name ? value : $0.1)
        }
        let answer = try await site.as(.baker).post("/entraide", form)
        #expect(answer.status == .unprocessableContent && answer.text.contains(words))
        if name != "text" { #expect(answer.text.contains("Des nœuds</textarea>")) }
        if name != "kind" { #expect(answer.text.contains(/value="skill" checked/)) }
        #expect(try site.value("SELECT count(*) FROM need") == 0)
    }

    @Test("is found by words without accents, and by kind") func search() async throws {
        _ = try await path("Une échelle de 6 mètres")
        _ = try await path("Découper des pochoirs", kind: "skill")
        #expect(try await list("?q=Echelle+metres").contains("Une échelle"))
        #expect(try await !list("?q=echelle+metres").contains("pochoirs"))
        #expect(try await list("?q=camion").contains("Aucune annonce ne contient ces mots."))
        #expect(try await !list("?voir=sait-faire").contains("Une échelle"))
        #expect(try await list("?voir=sait-faire").contains("pochoirs"))
    }

    @Test("pressing the button twice posts once; a member has ten open ones at most") func most() async throws {
        for _ in 1...2 { #expect(try await post("Un diable").status == .seeOther) }
        #expect(try site.value("SELECT count(*) FROM need") == 1)
        for number in 2...SiteLimits.needsOfMember { _ = try await path("Numéro \(number)") }
        let eleventh = try await post("De trop")
        #expect(eleventh.status == .unprocessableContent && eleventh.text.contains("10 annonces ouvertes"))
        site.wait(.days(20))
        #expect(try await post("Plus tard", until: "2026-03-30").status == .seeOther)
    }

    @Test("its author changes it, settles it and opens it again; another member gets 404") func edits() async throws {
        let need = try await path("Un diable")
        let form = try await site.as(.baker).get(need + "/modifier").filled
        _ = try await site.as(.baker).post(need + "/modifier", form.with(("text", "Deux diables")))
        #expect(try await list().contains("Deux diables"))
        for action in ["/fin", "/modifier", "/retablissement", "/merci"] {
            #expect(try await site.as(.florist).post(need + action).status == .notFound, "\(action)")
        }
        #expect(try await site.as(.baker).post(need + "/fin").status == .seeOther)
        #expect(try await !list().contains("Deux diables"))
        #expect(try await site.as(.florist).get(need).text.contains("c’est réglé"))
        #expect(try await site.as(.baker).post(need + "/retablissement").status == .seeOther)
        #expect(try await list().contains("Deux diables"))
    }

    @Test("a moderator removes it with a reason: only its author still reads it, and cannot restore it")
    func moderation() async throws {
        let need = try await path("Vends ma voiture")
        _ = try await site.as(.president).post(need + "/fin", [("reason", "Pas entre nous.")])
        #expect(try told(.baker) == ["needRemoved"])
        #expect(try await site.as(.florist).get(need).status == .notFound)
        let shown = try await site.as(.baker).get(need).text.replacing("\u{A0}", with: " ")
        #expect(shown.contains("Retirée par Camille Rey") && shown.contains("Pas entre nous."))
        #expect(try await site.as(.baker).post(need + "/retablissement").status == .forbidden)
        #expect(try await site.as(.president).get("/corbeille").text.contains(need + "/retablissement"))
        #expect(try await site.as(.president).post(need + "/retablissement").status == .seeOther)
        #expect(try await list().contains("Vends ma voiture"))
    }

    @Test("those of a person whose access ended are not listed") func ended() async throws {
        _ = try await path("Un diable")
        let (baker, now) = (try site.member(.baker), site.now)
        try site.write { _ = try Member.endAccess(of: baker, by: nil, at: now, in: $0) }
        #expect(try await !list().contains("Un diable"))
    }

    @Test("similar ones are shown to each other and become a project in one click") func similar() async throws {
        let first = try await path("Un barnum pour le marché")
        _ = try await path("Une échelle")
        let second = try await path("Deux barnums de 3 m", kind: "offering", by: .florist)
        #expect(try told(.baker) == ["needSimilar"])
        let shown = try await site.as(.baker).get(first).text
        #expect(shown.contains("href=\"\(second)\"") && !shown.contains("Une échelle"))
        let link = try #require(
            try await site.as(.florist).get(second).text.firstMatch(of: /href="(\/projets\/nouveau\?[^"]+)"/)?.1)
        let form = try await site.as(.florist).get(String(link)).filled
        #expect(form.contains { $0 == ("title", "Deux barnums de 3 m") })
        let purpose = try #require(form.first { $0.0 == "purpose" }?.1)
        #expect(purpose.contains("Un barnum pour le marché (Boulangerie de l’Étoile)") && !purpose.contains("Martin"))
        let project = try #require(try await site.as(.florist).post("/projets", form).location)
        #expect(try told(.baker) == ["needSimilar", "needBecameProject"])
        for need in [first, second] {
            #expect(try await site.as(.baker).get(need).text.contains("href=\"\(project)\""))
        }
    }

    @Test("the home and the list of projects lead there") func home() async throws {
        _ = try await path("Un diable")
        for page in ["/accueil", "/projets"] {
            #expect(try await site.as(.florist).get(page).text.contains("href=\"/entraide\""))
        }
        #expect(try await site.as(.florist).get("/accueil").text.contains("Un diable"))
        #expect(try await !site.as(.guest).get("/projets").text.contains("/entraide"))
    }

    @Test("one that was closed since a backup stays closed when it is restored") func restored() async throws {
        let need = try await path("Un diable")
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        _ = try await site.as(.baker).post(need + "/fin")
        _ = try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock)
        site.wait(60)
        #expect(try site.value("SELECT count(*) FROM need WHERE closed_at IS NOT NULL") == 1)
    }
}
