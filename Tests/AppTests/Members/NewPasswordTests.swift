import HTTP
import Testing
import Web

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("GET and POST /compte/mot-de-passe") struct NewPasswordTests {
    private let site: TestSite
    private let new = [("password", "une phrase toute neuve")]

    init() throws {
        site = try TestSite()
        try site.givePassword()
    }

    /// A browser signed in by a link, as after a forgotten password.
    private func byLink() async throws -> Browser {
        let path = try #require(try SignInLink.make(email: "paul@example.org", on: site.site))
        let browser = site.as(.guest)
        #expect(try await browser.post(path).location == "/compte/mot-de-passe")
        return browser
    }

    @Test("after a link that was handed over, the old password is not asked; it and other sessions end") func sets()
        async throws
    {
        let browser = try await byLink()
        #expect(try await browser.get("/compte/mot-de-passe").status == .ok)
        #expect(try await browser.post("/compte/mot-de-passe", new).location == "/accueil")
        #expect(try await browser.get("/accueil").text.contains("Votre nouveau mot de passe est enregistré."))
        #expect(try await site.as(.baker).get("/accueil").status == .seeOther)
        let email = [("email", "paul@example.org")]
        let old = try await site.as(.guest).post("/connexion", email + [("password", TestSite.password)])
        #expect(old.status == .unprocessableContent)
        #expect(try await site.as(.guest).post("/connexion", email + new).status == .seeOther)
    }

    @Test("an error is shown beside its field", arguments: ["court", "motdepasse123", "Boulangerie de l’Étoile"])
    func refuses(_ password: String) async throws {
        let answer = try await byLink().post("/compte/mot-de-passe", [("password", password)])
        #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"password-error\""))
        #expect(!answer.text.contains("value=\"\(password)\""))
    }

    @Test("only within an hour of the link, and not in a session opened with the password") func expires() async throws
    {
        let browser = try await byLink()
        site.wait(SiteLimits.passwordByLink)
        #expect(try await browser.get("/compte/mot-de-passe").location == "/compte")
        #expect(try await browser.post("/compte/mot-de-passe", new).location == "/compte")
        let other = site.as(.guest)
        let form = [("email", "paul@example.org"), ("password", TestSite.password)]
        #expect(try await other.post("/connexion", form).status == .seeOther)
        #expect(try await other.post("/compte/mot-de-passe", new).location == "/compte")
        #expect(try await other.get("/compte").text.contains("name=\"current\""))
    }

    @Test("a list of 7,776 words; four drawn ones are a password that the rules accept") func words() async throws {
        let all = (0..<DrawnWords.verbs.count * DrawnWords.nouns.count).map(DrawnWords.word)
        #expect(all.count == 7_776 && Set(all).count == 7_776)
        #expect(all.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "-") } })
        for _ in 1...50 {
            let words = DrawnWords.draw(.system)
            #expect(words.split(separator: " ").count == 4)
            #expect(PasswordRule.problem(words, names: ["Paul Martin"]) == nil)
        }
        let drawn = Set((1...200).map { _ in DrawnWords.number(below: 7_776, .system) })
        #expect(drawn.count > 150 && drawn.allSatisfy { (0..<7_776).contains($0) })
        let page = try await site.as(.baker).get("/compte").text
        #expect(page.contains("<strong id=\"words\">"))
    }
}
