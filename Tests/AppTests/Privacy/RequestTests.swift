import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("A request about one’s data") struct RequestTests {
    let site: TestSite
    private let form = [
        ("kind", "erasure"), ("name", "Anne Roy"), ("contact", "anne@example.org"), ("words", "Ma photo du 3 mars"),
    ]

    init() throws { site = try TestSite() }

    @Test("is sent without an account and is on the president’s home with its term") func desk() async throws {
        #expect(try await site.as(.guest).get("/fr/confidentialite").text.contains("/confidentialite/demande"))
        let answer = try await site.as(.guest).post("/confidentialite/demande", form)
        #expect(answer.location == "/confidentialite/demande?envoye=1")
        #expect(try await site.as(.guest).get("/fr/confidentialite/demande?envoye=1").text.contains("est enregistrée"))
        let desk = try await site.as(.president).get("/fr/accueil").text
        #expect(desk.contains("1 demande sur des données personnelles") && desk.contains("avant le 2\u{A0}avril 2026"))
        #expect(try await !site.as(.secretary).get("/fr/accueil").text.contains("données personnelles"))
        let list = try await site.as(.president).get("/fr/demandes").text
        #expect(list.contains("Anne Roy, anne@example.org") && list.contains("Ma photo du 3 mars"))
        #expect(try await site.as(.treasurer).get("/demandes").status == .notFound)
    }

    @Test("sent twice is stored once; without a choice the form comes back as typed") func typed() async throws {
        for _ in 1...2 { _ = try await site.as(.guest).post("/confidentialite/demande", form) }
        #expect(try site.value("SELECT count(*) FROM data_request") == 1)
        let answer = try await site.as(.guest).post("/confidentialite/demande", Array(form.dropFirst()))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("anne@example.org") && answer.text.contains("Ma photo du 3 mars"))
    }

    @Test("is closed, and waits again after an undo") func closed() async throws {
        _ = try await site.as(.guest).post("/confidentialite/demande", form)
        let id = try #require(try site.text("SELECT public_id FROM data_request"))
        let president = site.as(.president)
        #expect(try await president.post("/demandes/\(id)/fin").status == .seeOther)
        #expect(try await president.post("/demandes/\(id)/fin").status == .gone)
        #expect(try await president.get("/fr/demandes").text.contains("Traitée le"))
        #expect(try await president.post("/demandes/\(id)/attente").status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM data_request WHERE closed_at IS NULL") == 1)
        #expect(
            try site.text("SELECT group_concat(action, ' ') FROM audit_entry")
                == "request.received request.closed request.reopened")
    }

    @Test("many from one network are refused") func limited() async throws {
        var last = Status.ok
        for number in 1...6 {
            last = try await site.as(.guest).post(
                "/confidentialite/demande", form.dropLast() + [("words", "\(number)")]
            ).status
        }
        #expect(last == .tooManyRequests)
    }

    @Test("is due one month later, on the last day of a shorter month") func due() throws {
        for (received, due) in [
            ("2026-03-02", "2026-04-02"), ("2026-01-31", "2026-02-28"), ("2026-12-15", "2027-01-15"),
        ] {
            #expect(try #require(Day(received)).adding(months: 1).description == due)
        }
    }
}
