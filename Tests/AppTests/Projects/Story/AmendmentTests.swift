import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Projects
@testable import Shell

@Suite("Amendments to the text of a project") struct AmendmentTests {
    private func propose(
        _ text: String, because reason: String = "", as person: TestSite.Person = .florist, to path: String,
        _ site: TestSite
    ) async throws -> Answer {
        try await site.as(person).post(path + "/amendements", [("text", text), ("reason", reason)])
    }

    private func decide(
        _ decision: String, word: String = "", version: Int = 1, as person: TestSite.Person = .baker, _ path: String,
        _ site: TestSite
    ) async throws -> Answer {
        let id = try site.text("SELECT public_id FROM amendment ORDER BY id DESC LIMIT 1") ?? ""
        return try await site.as(person).post(
            path + "/amendements/" + id, [("decision", decision), ("word", word), ("version", "\(version)")])
    }

    @Test("the words that differ are marked in both texts while it waits") func marked() async throws {
        let change = TextChange(from: "Douze chalets sur la place.", to: "Dix chalets\nsur la place, et une chorale.")
        func marked(_ pieces: [TextChange.Piece]) -> String {
            pieces.map { $0.isChanged ? "[\($0.text)]" : $0.text }.joined()
        }
        #expect(marked(change.before) == "[Douze ]chalets sur la [place.]")
        #expect(marked(change.after) == "[Dix ]chalets\nsur la [place, et une chorale.]")
        #expect(TextChange(from: "", to: "Un texte").before.isEmpty)
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets <b>.")
        _ = try await propose("Dix chalets <b>.", to: path, site)
        let page = try await site.as(.baker).get(path + "/amendements").text
        #expect(page.contains("<del>Douze </del>chalets &lt;b&gt;.") && page.contains("<ins>Dix </ins>chalets"))
    }

    @Test("the florist proposes, the lead accepts with a word: it is the text, both are told, the history stays")
    func accepted() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.")
        #expect(try await site.as(.florist).get(path + "/amendements").text.contains("Douze chalets."))
        let sent = try await propose("Dix chalets & une chorale.", because: "Moins cher.", to: path, site)
        #expect(sent.location == path + "/amendements")
        #expect(try await site.as(.baker).get(path).text.contains("Ce qui vous est demandé"))
        #expect(try await site.as(.baker).get("/accueil").text.contains("Un autre texte est proposé"))
        _ = try await decide("accept", word: "Bonne idée", path, site)
        let page = try await site.as(.florist).get(path).text
        #expect(page.contains("Dix chalets &amp; une chorale.") && !page.contains("Douze chalets."))
        let history = try await site.as(.florist).get(path + "/amendements").text
        #expect(history.contains("Douze chalets.") && history.contains("Bonne idée") && history.contains("Moins cher."))
        #expect(try site.value("SELECT count(*) FROM notice WHERE event = 'amendmentAccepted'") == 1)
        #expect(try await !site.as(.baker).get(path).text.contains("Lire et décider"))
    }

    @Test("for a public project the accepted text needs approval before visitors see it") func unread() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.", isPublic: true)
        _ = try await propose("Un marché nocturne.", to: path, site)
        _ = try await decide("accept", path, site)
        #expect(try await site.as(.guest).get(path).text.contains("Douze chalets."))
        #expect(try await site.as(.florist).get(path).text.contains("Un marché nocturne."))
        #expect(try await site.as(.president).get(path).text.contains("Nouveau texte à relire"))
    }

    @Test("declined with a word, and «Annuler» makes it wait again") func declined() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.")
        _ = try await propose("Vingt chalets.", to: path, site)
        #expect(try await decide("decline", as: .florist, path, site).status == .notFound)
        _ = try await decide("decline", word: "Trop cher", path, site)
        #expect(try await site.as(.florist).get(path + "/amendements").text.contains("Trop cher"))
        #expect(try await site.as(.florist).get(path).text.contains("Douze chalets."))
        let id = try #require(try site.text("SELECT public_id FROM amendment"))
        _ = try await site.as(.baker).post(path + "/amendements/\(id)/attente")
        #expect(try site.text("SELECT state FROM amendment") == "waiting")
    }

    @Test("a project that changed since the lead read it: nothing is decided") func changed() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.")
        _ = try await propose("Vingt chalets.", to: path, site)
        let edit = [("title", "Marché"), ("purpose", "Treize chalets."), ("version", "1")]
        _ = try await site.as(.baker).post(path + "/modifier", edit)
        _ = try await decide("accept", version: 1, path, site)
        #expect(try site.text("SELECT state FROM amendment") == "waiting")
        #expect(try site.text("SELECT purpose FROM project") == "Treize chalets.")
        #expect(try await site.as(.baker).get(path + "/amendements").text.contains("a changé depuis cette proposition"))
        let version = try site.value("SELECT version FROM project")
        _ = try await decide("accept", version: version, path, site)
        #expect(try site.text("SELECT purpose FROM project") == "Vingt chalets.")
        _ = try await decide("decline", version: version + 1, path, site)
        #expect(try site.text("SELECT state FROM amendment") == "accepted")
    }

    @Test("one text of a member waits at a time; the present text is refused; its author can withdraw it")
    func one() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.")
        let same = try await propose("Douze chalets.", because: "Comme cela", to: path, site)
        #expect(same.status == .unprocessableContent && same.text.contains("Comme cela"))
        _ = try await propose("Un.", to: path, site)
        _ = try await propose("Deux.", to: path, site)
        #expect(try site.text("SELECT group_concat(text) FROM amendment") == "Deux.")
        #expect(try await site.as(.florist).get(path + "/amendements").text.contains("Votre proposition attend encore"))
        let id = try #require(try site.text("SELECT public_id FROM amendment"))
        #expect(try await site.as(.baker).post(path + "/amendements/\(id)/retrait").status == .notFound)
        _ = try await site.as(.florist).post(path + "/amendements/\(id)/retrait")
        #expect(try site.text("SELECT state FROM amendment") == "withdrawn")
    }

    @Test("a text sent anew after the lead read it is not accepted unread; the same text again may be")
    func unreadText() async throws {
        let site = try TestSite()
        let path = try site.project(purpose: "Douze chalets.")
        _ = try await propose("Vingt chalets.", to: path, site)
        let read = try #require(try site.text("SELECT public_id FROM amendment"))
        _ = try await propose("Vingt chalets.", to: path, site)
        #expect(try site.text("SELECT public_id FROM amendment") == read)
        _ = try await propose("Une kermesse.", to: path, site)
        let form = [("decision", "accept"), ("version", "1")]
        let answer = try await site.as(.baker).post(path + "/amendements/" + read, form)
        #expect(answer.location == path + "/amendements")
        #expect(try site.text("SELECT purpose FROM project") == "Douze chalets.")
        #expect(try site.text("SELECT state FROM amendment") == "waiting")
        _ = try await decide("accept", path, site)
        #expect(try site.text("SELECT purpose FROM project") == "Une kermesse.")
    }
}
