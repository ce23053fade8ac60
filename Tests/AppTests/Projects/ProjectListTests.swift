import HTTP
import Testing

@testable import Chaland
@testable import Shell

@Suite("GET /projets") struct ProjectListTests {
    @Test("an empty street says what to do first") func empty() async throws {
        let site = try TestSite()
        let member = try await site.as(.baker).get("/projets")
        #expect(member.status == .ok)
        #expect(member.text.contains("Aucun projet pour l’instant"))
        #expect(member.text.contains("href=\"/projets/nouveau\""))
        let guest = try await site.as(.guest).get("/projets")
        #expect(guest.text.contains("Aucun projet public pour l’instant"))
        #expect(!guest.text.contains("/projets/nouveau"))
    }

    @Test("guests see public projects and nothing of the comments") func guests() async throws {
        let site = try TestSite()
        let shown = try site.project("Marché de Noël", happens: "premier week-end de décembre", isPublic: true)
        let hidden = try site.project("Achat de guirlandes")
        _ = try await site.as(.florist).post(shown + "/commentaires", [("text", "Je prête deux tables.")])
        let guest = try await site.as(.guest).get("/projets")
        #expect(guest.text.contains(shown))
        #expect(guest.text.contains("premier week-end de décembre"))
        #expect(guest.text.contains("1 participant"))
        #expect(!guest.text.contains(hidden))
        #expect(!guest.text.contains("guirlandes"))
        #expect(!guest.text.contains("commentaire"))
        let member = try await site.as(.baker).get("/projets")
        #expect(member.text.contains(hidden))
        #expect(member.text.contains("1 commentaire<"))
    }

    @Test("members choose what they look at") func tabs() async throws {
        let site = try TestSite()
        let shown = try site.project("Marché de Noël", by: .florist, isPublic: true)
        let own = try site.project("Achat de guirlandes")
        let baker = site.as(.baker)
        let publicOnes = try await baker.get("/projets?voir=publics")
        #expect(publicOnes.text.contains(shown))
        #expect(!publicOnes.text.contains(own))
        let joined = try await baker.get("/projets?voir=les-miens")
        #expect(!joined.text.contains(shown))
        #expect(joined.text.contains(own))
        #expect(try await baker.get("/projets").text.contains(shown))
    }

    @Test("finds words without their accents", arguments: ["noel", "NOËL", "chœur", "choeur", "choeur noel", "mar"])
    func search(_ words: String) async throws {
        let site = try TestSite()
        let path = try site.project("Marché de Noël", purpose: "Avec le chœur de l’école.")
        let other = try site.project("Bancs et jardinières", purpose: "Partager l’arrosage.")
        let answer = try await site.as(.baker).get("/projets?q=" + (words.addingPercent))
        #expect(answer.text.contains(path))
        #expect(!answer.text.contains(other))
    }

    @Test("says that no project was found") func nothingFound() async throws {
        let site = try TestSite()
        _ = try site.project()
        let answer = try await site.as(.baker).get("/projets?q=zzz")
        #expect(answer.text.contains("Aucun projet ne correspond."))
        #expect(answer.text.contains("value=\"zzz\""))
    }

    @Test("typed text is never a search operator", arguments: ["\"", "NEAR(", "a AND", "*", "'--", "titre:x", "%00"])
    func hostile(_ words: String) async throws {
        let site = try TestSite()
        #expect(try await site.as(.baker).get("/projets?q=" + words.addingPercent).status == .ok)
    }

    @Test("shows twenty a page, the newest first") func pages() async throws {
        let site = try TestSite()
        var paths: [String] = []
        for number in 1...21 {
            site.wait(60)
            paths.append(try site.project("Projet numéro \(number)"))
        }
        let first = try await site.as(.baker).get("/projets")
        #expect(first.text.contains("Page 1 sur 2"))
        #expect(!first.text.contains(paths[0]))
        #expect(
            try #require(first.text.firstRange(of: paths[20])).lowerBound
                < #require(first.text.firstRange(of: paths[19])).lowerBound)
        let second = try await site.as(.baker).get("/projets?page=2")
        #expect(second.text.contains(paths[0]))
        #expect(second.text.contains("rel=\"prev\""))
        #expect(try await site.as(.baker).get("/projets?page=-3").status == .ok)
        #expect(try await site.as(.baker).get("/projets?page=99999999999999999999").status == .ok)
    }

    @Test("a withdrawn project is on no list") func withdrawn() async throws {
        let site = try TestSite()
        let path = try site.project(isPublic: true)
        _ = try await site.as(.baker).post(path + "/retrait")
        #expect(try await !site.as(.guest).get("/projets").text.contains(path))
        #expect(try await !site.as(.florist).get("/projets").text.contains(path))
    }

    @Test("the list is also in English") func english() async throws {
        let site = try TestSite()
        _ = try site.project(isPublic: true)
        let answer = try await site.as(.guest).get("/en/projets")
        #expect(answer.text.contains("Shared projects"))
        #expect(answer.text.contains("href=\"/en/projets/"))
    }

    @Test("the home shows the latest three") func latest() async throws {
        let site = try TestSite()
        for number in 1...4 {
            site.wait(60)
            _ = try site.project("Numéro \(number)")
        }
        let home = try await site.as(.baker).get("/accueil")
        #expect(home.text.contains("Numéro 4"))
        #expect(home.text.contains("Numéro 2"))
        #expect(!home.text.contains("Numéro 1"))
        #expect(home.text.contains("/projets/nouveau"))
    }
}
