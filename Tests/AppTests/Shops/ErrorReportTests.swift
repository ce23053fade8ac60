import HTTP
import SQLite
import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Errors that visitors report about a shop’s page") struct ErrorReportTests {
    private let form = "/boutiques/7kq2/erreur"
    private let page = "/boutiques/boulangerie-de-l-etoile-7kq2"

    private func waiting(_ site: TestSite) throws -> Int? {
        try site.value("SELECT count(*) FROM shop_error WHERE settled_at IS NULL")
    }

    @Test("one tap sends it, without a cookie; the page thanks; the same again is stored once") func report()
        async throws
    {
        let site = try TestSite()
        let guest = site.as(.guest)
        #expect(try await guest.get(page).text.contains("href=\"\(form)\""))
        for _ in 1...2 {
            let answer = try await guest.post(form, [("what", "hours"), ("note", " Fermé le lundi. ")])
            #expect(answer.status == .seeOther && answer.fields[.setCookie] == nil)
            let thanks = try await guest.get(try #require(answer.location))
            #expect(thanks.text.contains("<h1>Merci, c’est noté</h1>") && thanks.fields[.setCookie] == nil)
        }
        #expect(try site.text("SELECT group_concat(what || note) FROM shop_error") == "hoursFermé le lundi.")
    }

    @Test(
        "an unknown error, too many words and an unknown shop are refused with everything as typed",
        arguments: [("", "a"), ("helicopter", "a"), ("phone", String(repeating: "é", count: 501))])
    func refused(_ what: String, _ note: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).post(form, [("what", what), ("note", note)])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("\n\(note)</textarea>"))
        #expect(try waiting(site) == 0)
        #expect(try await site.as(.guest).post("/boutiques/zzzz/erreur", [("what", "phone")]).status == .notFound)
    }

    @Test("one network sends a few, one shop stores some, another site none") func limits() async throws {
        let site = try TestSite()
        for number in 1...5 {
            let sent = [("what", "other"), ("note", "\(number)")]
            #expect(try await site.as(.guest).post(form, sent).status == .seeOther)
        }
        #expect(try await site.as(.guest).post(form, [("what", "phone")]).status == .tooManyRequests)
        let (id, now) = (site.bakery, site.now)
        try site.write { db in
            for number in 6...40 {
                try ErrorReport.insert(
                    .other, note: "\(number)", about: id, publicID: "e\(number)", at: now, in: db)
            }
        }
        #expect(try waiting(site) == SiteLimits.waitingReports)
        let foreign = try await site.as(.guest).post(
            form, [("what", "address")], fields: [("Sec-Fetch-Site", "cross-site")])
        #expect(foreign.status == .forbidden)
    }

    @Test("the shop’s people and the presidency see it on the page and settle it, with an undo") func settle()
        async throws
    {
        let site = try TestSite()
        _ = try await site.as(.guest).post(form, [("what", "closed"), ("note", "Rideau baissé <b>")])
        let id = try #require(try site.text("SELECT public_id FROM shop_error"))
        for person in [TestSite.Person.guest, .florist, .staff] {
            #expect(!(try await site.as(person).get(page).text.contains("Rideau")))
        }
        for person in [TestSite.Person.baker, .president] {
            let text = try await site.as(person).get(page).text
            #expect(text.contains("Fermé définitivement") && text.contains("Rideau baissé &lt;b&gt;"))
        }
        let action = "/boutiques/7kq2/erreurs/\(id)"
        for person in [TestSite.Person.baker, .president] {
            let home = try await site.as(person).get("/accueil").text
            #expect(home.contains("1 erreur signalée") && home.contains("href=\"\(page)#signalements\""))
        }
        #expect(!(try await site.as(.staff).get("/accueil").text.contains("erreur signalée")))
        let settled = try await site.as(.baker).post(action, [("outcome", "no_error")])
        #expect(settled.location == page)
        #expect(try site.text("SELECT outcome FROM shop_error") == "no_error")
        #expect(try waiting(site) == 0)
        #expect(!(try await site.as(.baker).get(page).text.contains("Rideau")))
        #expect(try await site.as(.president).post(action, [("outcome", "corrected")]).status == .gone)
        #expect(try await site.as(.baker).post(action + "/attente").location == page)
        #expect(try waiting(site) == 1)
        #expect(try ErrorReport.waiting(most: 9, in: site.loop.reader).map(\.note) == ["Rideau baissé <b>"])
        try site.remove(site.bakery)
        #expect(try ErrorReport.waitingCount(in: site.loop.reader) == 0)
    }

    @Test("a report of another shop is not settled through this one") func foreign() async throws {
        let site = try TestSite()
        _ = try await site.as(.guest).post("/boutiques/f10r/erreur", [("what", "phone")])
        let id = try #require(try site.text("SELECT public_id FROM shop_error"))
        #expect(try await site.as(.baker).post("/boutiques/7kq2/erreurs/\(id)").status == .gone)
        #expect(try await site.as(.baker).post("/boutiques/f10r/erreurs/\(id)").status == .notFound)
        #expect(try waiting(site) == 1)
    }
}
