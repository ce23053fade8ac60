import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("GET and POST /rencontre/:secret") struct EncounterTests {
    private let filled = [
        ("feeling", "3"), ("came_for", "gift"), ("purchased", "no"), ("reason", "size"), ("greeted", "yes"),
        ("wait", "short"), ("listened", "yes"), ("thanked", "no"), ("would_return", "yes"),
        ("note", "Belle vitrine <b>"),
    ]

    @Test("details are saved and changed, never duplicated") func saves() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        for _ in 0..<2 {
            let answer = try await guest.post(path, filled)
            #expect(answer.location == path + "?fait=note")
        }
        #expect(try site.value("SELECT count(*) FROM encounter WHERE thanked = 0 AND would_return = 1") == 1)
        #expect(try site.counted("outcome = 0 AND feeling = 3") == 1)
        #expect(try site.counted() == 1)
        _ = try await guest.post(path, [("purchased", "yes"), ("reason", "size")])
        #expect(try site.counted("outcome = 1 AND feeling = 3") == 1)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE no_purchase_reason IS NULL") == 1)
    }

    @Test("a visitor is offered the reasons of the trade, a closed shop too, and keeps the one they chose")
    func reasons() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        func offered() async throws -> [String] {
            try await guest.get(path).text.matches(of: #/name="reason" value="([a-z_]+)"/#).map { String($0.output.1) }
        }
        let usual = ["not_in_stock", "waiting", "price", "just_looking", "closed", "other"]
        #expect(try await offered().filter { !$0.isEmpty } == usual)
        _ = try await guest.post(path, filled)
        #expect(try await offered().contains("size"))
        #expect(try await guest.get(path).text.contains("value=\"size\" checked"))
    }

    @Test("answers are shown again, escaped") func shows() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        _ = try await guest.post(path, filled)
        let page = try await guest.get(path + "?fait=note")
        #expect(page.text.contains("Belle vitrine &lt;b&gt;"))
        #expect(page.text.contains("value=\"gift\" checked"))
        #expect(page.text.contains("C’est noté, merci."))
    }

    @Test("the recorded face is shown and can be changed alone") func face() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(feeling: 1, by: guest)
        let page = try await guest.get(path)
        #expect(page.text.contains("Vous avez répondu\u{A0}: <strong>Très mal</strong>"))
        #expect(page.text.contains("href=\"/b/7KQ2\""), "the next visitor at the tablet")
        #expect(page.text.contains("ici ou avec ce code"))
        _ = try await guest.post(path, [("feeling", "4")])
        #expect(try await guest.get(path).text.contains("<strong>Bien</strong>"))
        #expect(try site.counted() == 1)
    }

    @Test("after an answer is withdrawn with its review, the page says where the words are still shown")
    func withdrawsReview()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(SiteLimits.reviewDelay)
        #expect(!(try await guest.get(path).text.contains("pendant 30 jours")))
        let review = try #require(try await guest.post(path, site.reviewFields()).location)
        #expect(try await guest.get(path).text.contains("pendant 30 jours"))
        let done = try #require(try await guest.post(path + "/retrait").location)
        #expect(done == "/rencontre?fait=retrait-avis")
        #expect(try await guest.get(done).text.contains("pendant 30 jours"))
        #expect(try await guest.get(review).text.contains("On m’a écouté."))
    }

    @Test(
        "an unknown choice is refused and what was typed is preserved",
        arguments: [("came_for", "rob"), ("purchased", "maybe"), ("wait", "x"), ("feeling", "9")])
    func keeps(_ name: String, _ value: String) async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        let answer = try await guest.post(path, filled.map { ($0.0, $0.0 == name ? value : $0.1) })
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("Belle vitrine &lt;b&gt;"))
        #expect(answer.text.contains("href=\"#\(name)\""))
        #expect(try site.value("SELECT count(*) FROM encounter WHERE note IS NULL") == 1)
    }

    @Test("a text over the limit is refused, not truncated") func tooLong() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        let answer = try await guest.post(path, [("note", String(repeating: "é", count: 2_001))])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("2\u{202F}000 caractères au plus"))
        #expect(try await guest.post(path, [("note", String(repeating: "é", count: 2_000))]).status == .seeOther)
    }

    @Test("the code opens the page for ten minutes, then 410 with the reason") func expires() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        site.wait(.minutes(10) - 1)
        #expect(try await guest.get(path).status == .ok)
        site.wait(1)
        let over = try await guest.get(path)
        #expect(over.status == .gone)
        #expect(over.text.contains("Ce code ne sert plus"))
        let late = try await guest.post(path, filled)
        #expect(late.status == .gone)
        #expect(late.text.contains("Belle vitrine &lt;b&gt;"))
        #expect(late.text.contains("value=\"\(path.dropFirst("/rencontre/".count))\""))
        #expect(try await guest.post(path + "/retrait").status == .gone)
        #expect(try site.counted() == 1)
    }

    @Test("the code can be typed in lower case without hyphens") func typed() async throws {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        let code = path.dropFirst("/rencontre/".count).lowercased().filter { $0 != "-" }
        #expect(try await guest.get("/rencontre?code=\(code)").location == path)
        #expect(try await guest.get("/rencontre").status == .ok)
        #expect(try await guest.get("/rencontre/ABCD-EFGH-JK").status == .gone)
        #expect(try await guest.get("/rencontre/%C3%A9").status == .gone)
    }

    @Test("the URL of the page is never sent as a referrer") func secret() async throws {
        let site = try TestSite()
        let path = try await site.visit()
        let fields = [("Host", "localhost")]
        #expect(try await site.as(.guest).get(path, fields: fields).fields["Referrer-Policy"] == "no-referrer")
        #expect(try await site.as(.guest).get("/b/7KQ2", fields: fields).fields["Referrer-Policy"] == "same-origin")
    }

    @Test("a withdrawn answer is not counted and its words are erased; a second withdrawal is 410") func withdraws()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        _ = try await guest.post(path, filled)
        let answer = try await guest.post(path + "/retrait")
        #expect(answer.location == "/rencontre?fait=retrait")
        #expect(try await guest.get("/rencontre?fait=retrait").text.contains("Votre réponse est retirée"))
        #expect(try site.counted() == 0)
        #expect(try site.value("SELECT count(*) FROM encounter WHERE note IS NOT NULL") == 0)
        #expect(try await guest.post(path + "/retrait").status == .gone)
    }

    @Test("after thirty wrong codes a network gets 429; a right code still opens its answer") func guesses()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        let path = try await site.visit(by: guest)
        for _ in 1...30 { #expect(try await guest.get("/rencontre/0000-0000-0000").status == .gone) }
        #expect(try await guest.get("/rencontre/0000-0000-0000").status == .tooManyRequests)
        #expect(try await guest.get(path).status == .ok)
    }
}
