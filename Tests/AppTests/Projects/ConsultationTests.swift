import HTTP
import SQLite
import Shops
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Consultations") struct ConsultationTests {
    let site: TestSite
    let project: String
    let ids: [String]

    /// A project of the bakery with two scenarios; the florist takes part.
    init() async throws {
        site = try TestSite()
        project = try site.project()
        var ids: [String] = []
        for title in ["Sobre", "Patinoire"] {
            let answer = try await site.as(.baker).post(project + "/scenarios", [("title", title)])
            ids.append(String(try #require(answer.location).dropFirst((project + "/scenarios/").count)))
        }
        self.ids = ids
        _ = try await site.as(.florist).post(project + "/participation")
    }

    /// Opens a consultation until 9 March 2026. Returns its path.
    private func open(
        _ mode: String = "approve", hidden: Bool = false, asks: String = "all", until: String = "2026-03-09"
    ) async throws -> String {
        let form = [("mode", mode), ("asks", asks), ("until", until), ("hidden", hidden ? "1" : "")]
        let answer = try await site.as(.baker).post(project + "/consultations", form)
        #expect(answer.status == .seeOther, "\(answer.text)")
        return try #require(answer.location)
    }

    private func answer(_ path: String, _ chosen: [String], _ person: TestSite.Person) async throws -> Answer {
        let code = person == .florist ? "F10R" : "7KQ2"
        return try await site.as(person).post(
            path + "/reponse", [("shop", code)] + chosen.map { ("scenario", $0) })
    }

    private func text(_ path: String, _ person: TestSite.Person) async throws -> String {
        try await site.as(person).get(path).text.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
    }

    /// Moves the clock to the end, and runs the due work.
    private func end() throws {
        site.wait(Int.days(8))
        try site.runDueWork()
    }

    @Test("a shop whose category may not vote is not asked") func silent() async throws {
        let (now, florist) = (site.now, site.florist.rawValue)
        try site.write { try Membership.set(.honorary, of: .shop(florist), by: nil, at: now, in: $0) }
        let path = try await open()
        #expect(try await answer(path, [ids[0]], .florist).status == .notFound)
        #expect(try await answer(path, [ids[0]], .baker).status == .seeOther)
    }

    @Test("shops approve any number; the scenario with the most votes is chosen at the end, and everyone is told")
    func approves() async throws {
        let path = try await open()
        #expect(try await text("/accueil", .florist).contains("Quel scénario pour « Marché de Noël » ?"))
        #expect(try await answer(path, ids, .florist).location == path)
        _ = try await answer(path, [ids[1]], .baker)
        #expect(try await text(path, .florist).contains("2 voix"))
        #expect(try await text("/accueil", .florist).contains("Quel scénario pour") == false)
        try end()
        #expect(try await text(path, .florist).contains("« Patinoire » est choisi."))
        #expect(try await text(project + "/scenarios", .florist).contains("« Patinoire » est choisi par les boutiques"))
        #expect(try await text("/notifications", .florist).contains("est terminée : voyez les résultats"))
        try site.runDueWork()
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 1)
    }

    @Test("one vote per shop: a new answer replaces the earlier one, also from fifty requests at once")
    func oneVoice() async throws {
        let path = try await open("choose")
        _ = try await answer(path, [ids[0]], .baker)
        _ = try await answer(path, [ids[1]], .baker)
        #expect(try site.value("SELECT count(*) FROM consultation_voice") == 1)
        let (database, now) = (site.site.database, site.now)
        let (shop, member) = (site.bakery.rawValue, try site.member(.baker))
        let made = try #require(
            try site.loop.reader.read {
                try Consultation.find(String(path.split(separator: "/").last ?? ""), in: site.loop.reader)
            })
        let options = try site.loop.reader.read { try made.options(in: site.loop.reader).map(\.id) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 1...50 {
                group.addTask {
                    try await database.write {
                        try made.answer([options[index % 2]], of: shop, by: member, at: now, in: $0)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try site.value("SELECT count(*) FROM consultation_voice") == 1)
    }

    @Test("hidden results are not shown before the end: not to the lead, the board, a copy of data or the journal")
    func hides() async throws {
        let path = try await open("choose", hidden: true)
        _ = try await answer(path, [ids[1]], .florist)
        for person in [TestSite.Person.baker, .president, .florist] {
            let page = try await text(path, person)
            #expect(page.contains("1 réponse sur 2"))
            #expect(page.contains("1 voix") == false)
            #expect(try await text(project + "/scenarios", person).contains("1 voix") == false)
        }
        for copy in ["/compte/donnees.json", "/journal.csv", "/journal", "/compte/donnees"] {
            #expect(try await site.as(.president).get(copy).text.contains("Patinoire") == false, "\(copy)")
        }
        try end()
        #expect(try await text(path, .baker).contains("1 voix"))
    }

    @Test("cancelling reveals nothing, and can be undone until the end") func cancels() async throws {
        let path = try await open("choose", hidden: true)
        _ = try await answer(path, [ids[1]], .florist)
        #expect(try await site.as(.florist).post(path + "/annulation").status == .notFound)
        _ = try await site.as(.baker).post(path + "/annulation")
        #expect(try await text(path, .baker).contains("1 voix") == false)
        #expect(try await answer(path, [ids[0]], .baker).location == path)
        #expect(try site.value("SELECT count(*) FROM consultation_voice") == 1)
        _ = try await site.as(.baker).post(path + "/reprise")
        _ = try await answer(path, [ids[0]], .baker)
        #expect(try site.value("SELECT count(*) FROM consultation_voice") == 2)
        _ = try await site.as(.baker).post(path + "/annulation")
        try end()
        #expect(try await text(path, .baker).contains("1 voix") == false)
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 0)
    }

    @Test("the server’s clock ends it at midnight in Paris; a late answer changes nothing") func ends() async throws {
        let path = try await open(until: "2026-03-02")
        // 13 h 59 min 59 s after 10 h.
        site.wait(Int.hours(14) - 1)
        _ = try await answer(path, [ids[0]], .florist)
        site.wait(1)
        let late = try await answer(path, [ids[1]], .baker)
        #expect(late.location == path)
        #expect(try await site.as(.baker).get(path).text.contains("Aucun ne me convient") == false)
        #expect(try site.value("SELECT count(*) FROM consultation_voice") == 1)
    }

    @Test(
        "the last day ends at midnight in Paris in both nights of the change of hour",
        arguments: [("2026-03-28", 1_774_738_800), ("2026-03-29", 1_774_821_600), ("2026-10-25", 1_792_969_200)])
    func changesHour(_ day: String, _ end: Int) throws {
        let id = Project.ID(rawValue: try site.value("SELECT id FROM project"))
        let (member, now) = (try site.member(.baker), site.now)
        let until = try #require(Day(day))
        try site.write { db in
            guard let project = try Project.find(id, in: db) else { throw Failure.notFound }
            _ = try NewConsultation(mode: .approve, asksAll: true, until: until).open(
                publicID: "consultation", for: project, by: member, at: now, in: db)
        }
        #expect(try site.value("SELECT closes_at FROM consultation") == end)
    }

    @Test("shops that have not answered are reminded once") func reminds() async throws {
        let path = try await open()
        _ = try await answer(path, [ids[0]], .florist)
        site.wait(Int.days(6))
        for _ in 1...2 { try site.runDueWork() }
        let reminder = "Il est encore temps de dire"
        #expect(try await text("/notifications", .baker).contains(reminder))
        #expect(try await text("/notifications", .florist).contains(reminder) == false)
        #expect(try site.value("SELECT sum(count) FROM notice WHERE event = 'consultationReminder'") == 1)
    }

    @Test("the shops asked are fixed at the opening: one that joins later has no vote") func roll() async throws {
        let path = try await open(asks: "participants")
        try site.giveSecondShop()
        _ = try await site.as(.baker).post(project + "/participation", [("boutique", "P0RT")])
        let late = try await site.as(.baker).post(path + "/reponse", [("shop", "P0RT"), ("scenario", ids[0])])
        #expect(late.status == .notFound)
        #expect(try await text(path, .baker).contains("0 réponse sur 2"))
        let foreign = try await site.as(.florist).post(path + "/reponse", [("shop", "7KQ2"), ("scenario", ids[0])])
        #expect(foreign.status == .notFound)
        #expect(try await answer(path, [ids[0]], .staff).status == .notFound)
    }

    @Test("during a consultation scenarios do not change, and none is chosen") func locks() async throws {
        _ = try await open()
        let scenario = project + "/scenarios/" + ids[0]
        let baker = site.as(.baker)
        for (path, form) in [
            (scenario + "/retrait", []), (project + "/choix", [("scenario", ids[0])]),
        ] {
            #expect(try await baker.post(path, form).location == project + "/scenarios", "\(path)")
        }
        for path in [scenario + "/modifier", project + "/scenarios"] {
            let answer = try await baker.post(path, [("title", "Tard")])
            #expect(answer.status == .conflict && answer.text.contains("value=\"Tard\""), "\(path)")
        }
        #expect(try site.text("SELECT group_concat(title) FROM scenario") == "Sobre,Patinoire")
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 0)
        #expect(try await open() == (try await open()))
        #expect(try site.value("SELECT count(*) FROM consultation") == 1)
    }

    @Test("a tie chooses nothing: the lead decides") func tie() async throws {
        let path = try await open("choose")
        _ = try await answer(path, [ids[0]], .florist)
        _ = try await answer(path, [ids[1]], .baker)
        try end()
        #expect(try await text(path, .florist).contains("Égalité"))
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 0)
        #expect(try await site.as(.baker).get(project + "/scenarios").text.contains("/choix\""))
    }

    @Test("an empty answer, or «aucun» beside another, is a 422") func refuses() async throws {
        let path = try await open()
        for chosen in [[], ["none", ids[0]], ["foreign"]] {
            let answer = try await answer(path, chosen, .florist)
            #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"answer-F10R-error\""))
        }
        let one = try await open("choose")
        #expect(one == path)
        #expect(try await answer(path, ["none"], .florist).status == .seeOther)
        #expect(try await text(path, .florist).contains("1 réponse sur 2"))
    }

    @Test("422 for a day that is over or too far away; only the lead and the board open one") func opens() async throws
    {
        for until in ["", "2026-03-01", "2026-06-01", "demain"] {
            let form = [("mode", "approve"), ("asks", "all"), ("until", until)]
            let answer = try await site.as(.baker).post(project + "/consultations", form)
            #expect(answer.status == .unprocessableContent && answer.text.contains("id=\"until-error\""))
        }
        #expect(try await site.as(.florist).get(project + "/consultations/nouvelle").status == .notFound)
        #expect(try await site.as(.florist).post(project + "/consultations").status == .notFound)
        #expect(try await site.as(.secretary).get(project + "/consultations/nouvelle").status == .ok)
        let empty = try site.project("Vide")
        #expect(try await site.as(.baker).get(empty + "/consultations/nouvelle").status == .notFound)
    }

    @Test("the end of a consultation of a withdrawn project chooses nothing and tells no one") func withdrawn()
        async throws
    {
        let path = try await open()
        _ = try await answer(path, [ids[0]], .florist)
        _ = try await site.as(.baker).post(project + "/retrait")
        #expect(try await site.as(.florist).get(path).status == .notFound)
        try end()
        #expect(try site.value("SELECT count(*) FROM scenario_choice") == 0)
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'consultationEnded'") == 0)
    }

    @Test("withdrawing a project deletes the notices about its consultation and pledges") func forgets()
        async throws
    {
        _ = try await open()
        let (publicID, florist, now) = (project.dropFirst("/projets/".count), site.florist, site.now)
        let id = Project.ID(rawValue: try site.value("SELECT id FROM project WHERE public_id = '\(publicID)'"))
        try site.write { db in
            try Project.find(id, in: db)?.tell(.callOpened, shop: florist, cents: nil, by: nil, at: now, in: db)
        }
        #expect(try await text("/notifications", .florist).contains("Quel scénario préférez-vous"))
        _ = try await site.as(.baker).post(project + "/retrait")
        let led = "SELECT count(*) FROM notice WHERE path LIKE '\(project)%'"
        #expect(try site.value(led) == 0)
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'projectWithdrawn'") == 1)
    }
}
