import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("POST /entraide/:need/reponses") struct NeedAnswerTests {
    private let site: TestSite
    private let need: String

    init() async throws {
        site = try TestSite()
        let form = [("kind", "seeking"), ("text", "Un barnum"), ("until", "2026-03-15")]
        need = try #require(try await site.as(.baker).post("/entraide", form).location)
    }

    private func answer(_ text: String, by person: TestSite.Person, with: String = "") async throws -> Answer {
        try await site.as(person).post(need + "/reponses", [("answer", text), ("with", with)])
    }

    private func page(_ person: TestSite.Person) async throws -> String { try await site.as(person).get(need).text }

    private func publicID(_ person: TestSite.Person) throws -> String {
        try #require(try site.text("SELECT public_id FROM member WHERE id = \(try site.member(person).rawValue)"))
    }

    private func told(_ person: TestSite.Person) throws -> [String] {
        try site.loop.reader.rows("SELECT event FROM notice WHERE member_id = ?1 ORDER BY id", try site.member(person))
        {
            $0.text(0)
        }
    }

    @Test("an answer is read by its author and the author of the need, and by no other") func secret() async throws {
        #expect(try await answer("Je prête le mien <i>", by: .florist).status == .seeOther)
        #expect(try told(.baker) == ["needAnswered"])
        for person in [TestSite.Person.baker, .florist] {
            #expect(try await page(person).contains("Je prête le mien &lt;i&gt;"))
        }
        for person in [TestSite.Person.president, .secretary, .staff] {
            #expect(try await !page(person).contains("Je prête"), "\(person)")
        }
        #expect(try site.value("SELECT count(*) FROM notice WHERE about LIKE '%prête%'") == 0)
    }

    @Test("the author writes back to each person separately") func writesBack() async throws {
        _ = try await answer("Moi", by: .florist)
        _ = try await answer("Moi aussi", by: .treasurer)
        _ = try await answer("Parfait, samedi", by: .baker, with: try publicID(.florist))
        #expect(try await page(.florist).contains("Parfait, samedi"))
        #expect(try await !page(.treasurer).contains("Parfait, samedi"))
        #expect(try await !page(.florist).contains("Moi aussi"))
        let strayed = try await answer("À qui ?", by: .baker, with: try publicID(.president))
        #expect(strayed.status == .unprocessableContent && strayed.text.contains("Choisissez à qui vous répondez."))
    }

    @Test("an empty one is a 422; the same one sent twice is one") func twice() async throws {
        #expect(try await answer(" ", by: .florist).status == .unprocessableContent)
        let long = try await answer(String(repeating: "é", count: 1_001), by: .florist)
        #expect(long.status == .unprocessableContent && long.text.contains("ééé"))
        for _ in 1...2 { #expect(try await answer("Moi", by: .florist).status == .seeOther) }
        #expect(try site.value("SELECT count(*) FROM need_message") == 1)
    }

    @Test("after its end only those who wrote before may write") func over() async throws {
        _ = try await answer("Moi", by: .florist)
        site.wait(.days(15))
        #expect(try await answer("Trop tard", by: .treasurer).status == .gone)
        #expect(try await answer("Je passe demain", by: .florist).status == .seeOther)
        #expect(try await answer("Merci", by: .baker, with: try publicID(.florist)).status == .seeOther)
    }

    @Test("a member writes fifty a day") func most() async throws {
        for number in 1...SiteLimits.needMessagesADay { _ = try await answer("Numéro \(number)", by: .florist) }
        #expect(try await answer("De trop", by: .florist).status == .tooManyRequests)
        site.wait(.days(1) + 1)
        #expect(try await answer("Le lendemain", by: .florist).status == .seeOther)
    }

    @Test("the author thanks the person who helped; all members read it") func thanks() async throws {
        _ = try await answer("Moi", by: .florist)
        let florist = try publicID(.florist)
        for _ in 1...2 { _ = try await site.as(.baker).post(need + "/merci", [("with", florist)]) }
        #expect(try told(.florist) == ["needThanked"])
        #expect(try await page(.staff).contains("Merci à Rose Petit"))
        _ = try await site.as(.baker).post(need + "/merci", [("with", try publicID(.treasurer))])
        #expect(try site.value("SELECT count(*) FROM need_thanks") == 1)
    }

    @Test("erasing a member erases what they wrote and what was written to them about their needs") func erased()
        async throws
    {
        _ = try await answer("Moi", by: .florist)
        let (florist, now) = (try site.member(.florist), site.now)
        try site.write { _ = try Member.erase(florist, from: siteMap.personalData, by: nil, at: now, in: $0) }
        #expect(try site.value("SELECT count(*) FROM need_message") == 0)
        #expect(try site.value("SELECT count(*) FROM need") == 1)
    }
}
