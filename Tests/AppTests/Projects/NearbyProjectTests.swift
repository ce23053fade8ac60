import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Two projects that need the same, or fall on the same day") struct NearbyProjectTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    /// A project on a day of 2026 with one line of this kind. Returns its path.
    private func project(
        _ title: String, on day: String, needs kind: String, by person: TestSite.Person
    ) async throws -> String {
        let path = try site.project(title, dates: [ProjectDate(1, from: try #require(Day(day)))], by: person)
        let form = [("title", "Sobre")] + site.line(1, kind, "100")
        #expect(try await site.as(person).post(path + "/scenarios", form).status == .seeOther)
        return path
    }

    private func page(_ path: String, _ person: TestSite.Person) async throws -> String {
        try await site.as(person).get(path + "/scenarios").text.replacing("\u{A0}", with: " ")
    }

    @Test("the same kind within sixty days is shown to both leads, and to no other member") func sameKind() async throws
    {
        let market = try await project("Marché", on: "2026-04-01", needs: "equipment", by: .baker)
        let fair = try await project("Braderie", on: "2026-05-31", needs: "equipment", by: .florist)
        #expect(try await page(market, .baker).contains("Besoin en commun : Location de matériel."))
        #expect(try await page(market, .baker).contains("Braderie</a>, dimanche 31 mai"))
        #expect(try await page(fair, .florist).contains("Marché</a>"))
        #expect(try await page(market, .florist).contains("Besoin en commun") == false)
    }

    @Test(
        "sixty-one days apart, another kind, a day that is over: nothing",
        arguments: [
            ("2026-06-01", "equipment"), ("2026-05-31", "decoration"), ("2026-02-20", "equipment"),
            ("2026-05-31", "fees"), ("2026-05-31", "subsidy"),
        ])
    func far(_ day: String, _ kind: String) async throws {
        let market = try await project(
            "Marché", on: "2026-04-01", needs: ["fees", "subsidy"].contains(kind) ? kind : "equipment", by: .baker)
        _ = try await project("Braderie", on: day, needs: kind, by: .florist)
        #expect(try await page(market, .baker).contains("Braderie") == false)
    }

    @Test("the same day is a clash, whatever they need; a withdrawn project is none") func sameDay() async throws {
        let market = try await project("Marché", on: "2026-04-01", needs: "security", by: .baker)
        let fair = try await project("Braderie", on: "2026-04-01", needs: "decoration", by: .florist)
        #expect(try await page(market, .baker).contains("Le même jour que ce projet."))
        #expect(try await page(fair, .florist).contains("Le même jour que ce projet."))
        _ = try await site.as(.florist).post(fair + "/retrait")
        #expect(try await page(market, .baker).contains("Braderie") == false)
    }

    @Test("the day of a scenario counts as a day of its project") func ofScenario() async throws {
        let market = try await project("Marché", on: "2026-04-01", needs: "security", by: .baker)
        let other = try site.project("Nocturne", by: .florist)
        let form = [("title", "Plus tard"), ("heldOn", "2026-04-01")]
        _ = try await site.as(.florist).post(other + "/scenarios", form)
        #expect(try await page(market, .baker).contains("Nocturne</a>"))
    }

    @Test("withdrawn projects do not take the places of others in a list that is bounded") func withdrawn() async throws
    {
        let market = try await project("Marché", on: "2026-04-01", needs: "security", by: .baker)
        for number in 1...10 {
            let other = try site.project(
                "Retiré \(number)", dates: [ProjectDate(1, from: try #require(Day("2026-04-01")))], by: .florist)
            _ = try await site.as(.florist).post(other + "/retrait")
        }
        _ = try await project("Braderie", on: "2026-04-01", needs: "decoration", by: .florist)
        #expect(try await page(market, .baker).contains("Braderie</a>"))
    }
}
