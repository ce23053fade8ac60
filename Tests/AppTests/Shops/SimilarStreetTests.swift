import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("/boutiques/rues: streets that may be the same") struct SimilarStreetTests {
    @Test(
        "names that may be the same street",
        arguments: [
            ("avenue Bizot", "avenue du Général Michel Bizot"), ("rue Basfroi", "rue Basfroy"),
            ("boulevard Gal Leclerc", "boulevard du Général Leclerc"), ("rue de Charenton", "rue Charenton"),
            ("Carillon", "impasse du Carillon"),
        ])
    func alike(_ one: String, _ other: String) {
        let (one, other) = (SimilarStreet(key: Street.key(one)), SimilarStreet(key: Street.key(other)))
        #expect(one.looksLike(other) && other.looksLike(one))
    }

    @Test(
        "names that are different streets",
        arguments: [
            ("rue Bizot", "avenue Bizot"), ("rue Basse", "rue Haute"), ("rue du 8 mai", "rue du 11 mai"),
            ("rue des Lilas", "rue des Lions"), ("rue Michel Bizot", "rue Michel"),
            ("place de l’Église", "place du Lavoir"),
        ])
    func different(_ one: String, _ other: String) {
        #expect(!SimilarStreet(key: Street.key(one)).looksLike(SimilarStreet(key: Street.key(other))))
    }

    private func street() throws -> TestSite {
        let site = try TestSite()
        let author = ShopAuthor(member: nil, at: site.now, source: .form)
        try site.write { db in
            for (code, address) in [
                ("R0E1", "1 avenue Bizot"), ("R0E2", "2 avenue du Général Michel Bizot"),
                ("R0E3", "3 avenue du Général Michel Bizot"),
            ] {
                var details = ShopDetails(name: "Boutique \(code)", trade: "Café")
                details.address = address
                _ = try details.insert(code: { code }, by: author, in: db)
            }
        }
        return site
    }

    private let pair = [("une", "avenue bizot"), ("autre", "avenue du general michel bizot")]

    @Test("«C’est la même rue» lists them as one; both addresses stay valid; «Annuler» asks again") func same()
        async throws
    {
        let site = try street()
        let (president, guest) = (site.as(.president), site.as(.guest))
        #expect(
            try await president.get("/boutiques/rues").text.contains("avenue Bizot · avenue du Général Michel Bizot"))
        let answer = try await president.post("/boutiques/rues", pair + [("meme", "1")])
        #expect(answer.location == "/boutiques/rues")
        let after = try await president.get("/boutiques/rues").text
        #expect(after.contains("Aucune rue à vérifier") && after.contains("c’est la même rue"))
        for slug in ["avenue-bizot", "avenue-du-general-michel-bizot"] {
            #expect(try await guest.get("/boutiques?rue=" + slug).text.contains("3 boutiques trouvées"))
        }
        let menu = try await guest.get("/boutiques").text
        #expect(menu.components("Bizot</option>") == 1)
        #expect(menu.contains("1 avenue Bizot"), "addresses do not change")
        #expect(try await president.post("/boutiques/rues", pair + [("meme", "1")]).status == .seeOther)
        let undo = Link.undoStreet("avenue bizot", "avenue du general michel bizot").path
        #expect(try await president.post(undo).status == .seeOther)
        #expect(try await guest.get("/boutiques?rue=avenue-bizot").text.contains("1 boutique trouvée"))
        #expect(try await president.get("/boutiques/rues").text.contains("avenue Bizot · avenue"))
    }

    @Test("the question waits on the home of those who may answer") func waits() async throws {
        let site = try street()
        for person in [TestSite.Person.president, .secretary] {
            #expect(try await site.as(person).get("/accueil").text.contains("href=\"/boutiques/rues\""))
        }
        for person in [TestSite.Person.treasurer, .baker] {
            #expect(try await !site.as(person).get("/accueil").text.contains("/boutiques/rues"))
        }
        _ = try await site.as(.president).post("/boutiques/rues", pair + [("meme", "1")])
        #expect(try await !site.as(.president).get("/accueil").text.contains("/boutiques/rues"))
    }

    @Test("«Non, deux rues» is remembered") func two() async throws {
        let site = try street()
        let president = site.as(.president)
        #expect(try await president.post("/boutiques/rues", pair + [("meme", "0")]).status == .seeOther)
        #expect(try await president.get("/boutiques/rues").text.contains("Aucune rue à vérifier"))
        #expect(try await site.as(.guest).get("/boutiques?rue=avenue-bizot").text.contains("1 boutique trouvée"))
    }

    @Test("streets that are not asked about cannot be merged") func others() async throws {
        let site = try street()
        let others = [("une", "avenue bizot"), ("autre", "rue neuve"), ("meme", "1")]
        #expect(try await site.as(.president).post("/boutiques/rues", others).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM street_answer") == 0)
    }

    @Test("three spellings become one street, in any order of the answers") func chain() {
        let pairs = [("a", "b"), ("b", "c"), ("c", "d")].map { StreetPair($0.0, $0.1) }
        for order in [pairs, pairs.reversed()] {
            let same = SameStreets(order.map { StreetAnswer(pair: $0, isSame: true) })
            #expect(Set(["a", "b", "c", "d"].map(same.key)) == ["a"])
        }
    }
}
