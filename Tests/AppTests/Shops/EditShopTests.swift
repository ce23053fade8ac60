import Foundation
import HTTP
import SQLite
import Testing

@testable import Chaland

@Suite("GET and POST /boutiques/:shop/modifier") struct EditShopTests {
    private let path = "/boutiques/7kq2/modifier"
    private let filled = [
        ("name", "Boulangerie du Lac"), ("trade", "Boulangerie, pâtisserie"), ("address", "14 bd st Michel"),
        ("postcode", "74000"), ("town", "Annecy"), ("description", "Pain au levain.\nTourtes."),
        ("site", "etoile.example"), ("phone", "04 50 00 00 00"), ("version", "1"),
        ("hours-1-1-from", "09:00"), ("hours-1-1-to", "12:30"), ("hours-1-2-from", "14:30"), ("hours-1-2-to", "19:00"),
        ("hours-6-1-from", "18:00"), ("hours-6-1-to", "02:00"),
        ("closure-1-from", "2026-08-03"), ("closure-1-until", "2026-08-21"), ("closure-1-reason", "Congés"),
    ]

    private func changed(_ changes: (String, String)...) -> [(String, String)] {
        let names = Set(changes.map(\.0))
        return filled.filter { !names.contains($0.0) } + changes
    }

    @Test("the baker changes the page of the bakery") func works() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        #expect(try await baker.get(path).text.contains("value=\"Boulangerie de l’Étoile\""))
        let answer = try await baker.post(path, filled)
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/boutiques/boulangerie-du-lac-7kq2")
        #expect(try site.text("SELECT street_key FROM shop WHERE code = '7KQ2'") == "boulevard saint michel")
        #expect(try site.text("SELECT site FROM shop WHERE code = '7KQ2'") == "https://etoile.example")
        #expect(try site.value("SELECT count(*) FROM opening_hours") == 3)
        #expect(try site.value("SELECT closes_minute FROM opening_hours WHERE weekday = 6") == 1_560)
        #expect(try site.text("SELECT until_on FROM exceptional_closure") == "2026-08-21")
        #expect(try site.value("SELECT version FROM shop WHERE code = '7KQ2'") == 2)
        let page = try await baker.get("/boutiques/boulangerie-du-lac-7kq2")
        #expect(page.text.contains("La page de la boutique «\u{202F}Boulangerie du Lac\u{202F}» est à jour."))
        #expect(page.text.contains("18\u{A0}h – 2\u{A0}h"))
        let again = try await baker.get(path)
        #expect(again.text.contains("name=\"hours-6-1-to\" value=\"02:00\""))
        #expect(again.text.contains("value=\"2026-08-03\""))
        #expect(try await baker.get("/boutiques?q=levain").text.contains("Boulangerie du Lac"))
    }

    @Test(
        "422 with the error beside the field and the form as typed",
        arguments: [
            ("name", ""), ("name", String(repeating: "é", count: 121)), ("trade", ""),
            ("description", String(repeating: "a", count: 1_001)), ("site", "javascript:alert(1)"),
            ("site", "https://a b.example"), ("site", "https://rose@etoile.example"), ("site", "etoile"),
            ("phone", "appelez"), ("phone", "1"), ("closure-1-from", "2026-02-30"), ("closure-1-from", "2026-09-01"),
        ])
    func refuses(_ field: String, _ value: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post(path, changed((field, value)))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(field)-error\""))
        #expect(answer.text.contains("href=\"#\(field)\""))
        for (name, typed) in changed((field, value)) where name != "version" && name != "description" {
            #expect(answer.text.contains("value=\"\(typed)\""), "\(name) is lost")
        }
        #expect(try site.value("SELECT version FROM shop WHERE code = '7KQ2'") == 1)
    }

    @Test(
        "says beside the day what is wrong with its hours",
        arguments: [
            ("hours-1-1-to", "", "hours-1", "Il manque une heure"),
            ("hours-1-1-to", "midi", "hours-1", "Écrivez les heures ainsi"),
            ("hours-1-1-to", "09:00", "hours-1", "à la même heure"),
            ("hours-1-2-from", "12:00", "hours-1", "Deux plages se chevauchent"),
            ("hours-7-1-from", "01:00", "hours-7", "Il manque une heure"),
        ])
    func hours(_ field: String, _ value: String, _ day: String, _ message: String) async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post(path, changed((field, value)))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("id=\"\(day)-error\""))
        #expect(answer.text.contains(message))
        #expect(answer.text.contains("value=\"14 bd st Michel\""))
        #expect(try site.value("SELECT count(*) FROM opening_hours") == 0)
    }

    @Test("a night may not run into the next morning") func nextMorning() async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post(
            path, changed(("hours-7-1-from", "01:00"), ("hours-7-1-to", "05:00")))
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("dépasse l’ouverture du lendemain"))
    }

    @Test("copies Monday to the whole week without saving") func copies() async throws {
        let site = try TestSite()
        let answer = try await site.as(.baker).post(path, changed(("copy", "1"), ("name", "Autre nom")))
        #expect(answer.status == .ok)
        for day in 1...7 { #expect(answer.text.contains("name=\"hours-\(day)-2-to\" value=\"19:00\"")) }
        #expect(answer.text.contains("value=\"Autre nom\""))
        #expect(answer.text.contains("value=\"2026-08-21\""))
        #expect(try site.value("SELECT version FROM shop WHERE code = '7KQ2'") == 1)
    }

    @Test("a closure is added to the form, and one deleted") func closures() async throws {
        let site = try TestSite()
        let baker = site.as(.baker)
        let more = try await baker.post(path, changed(("add", "closure")))
        #expect(more.text.contains("id=\"closure-2-from\""))
        _ = try await baker.post(path, changed(("closure-2-from", "2026-12-25")))
        #expect(try site.value("SELECT count(*) FROM exceptional_closure") == 2)
        #expect(try site.text("SELECT until_on FROM exceptional_closure WHERE from_on = '2026-12-25'") == "2026-12-25")
        _ = try await baker.post(path, changed(("version", "2"), ("closure-1-remove", "1")))
        #expect(try site.value("SELECT count(*) FROM exceptional_closure") == 0)
        let overlapping = try await baker.post(
            path, changed(("version", "3"), ("closure-2-from", "2026-08-21"), ("closure-2-until", "2026-08-22")))
        #expect(overlapping.status == .unprocessableContent)
        #expect(overlapping.text.contains("chevauche une autre"))
    }

    @Test("two people edit at once: the second sees both texts") func conflict() async throws {
        let site = try TestSite()
        _ = try await site.as(.president).post(
            path, changed(("name", "Nom de la présidente"), ("hours-1-1-from", "08:00")))
        let baker = site.as(.baker)
        let answer = try await baker.post(path, filled)
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("value=\"Boulangerie du Lac\""))
        #expect(answer.text.contains("<dd class=\"words\">Nom de la présidente</dd>"))
        #expect(answer.text.contains("<dt>Lundi</dt><dd class=\"words\">8\u{A0}h – 12\u{A0}h\u{A0}30"))
        #expect(!answer.text.contains("<dt>Activité</dt>"))
        #expect(answer.text.contains("name=\"version\" value=\"2\""))
        #expect(try site.text("SELECT name FROM shop WHERE code = '7KQ2'") == "Nom de la présidente")
        #expect(try await baker.post(path, changed(("version", "2"))).status == .seeOther)
        for version in ["", "x", "99"] {
            let another = changed(("version", version), ("name", "Autre nom"))
            #expect(try await baker.post(path, another).status == .conflict)
        }
    }

    @Test("two people change different days, details and closures: everything is saved") func merges() async throws {
        let site = try TestSite()
        let (baker, president) = (site.as(.baker), site.as(.president))
        _ = try await baker.post(path, filled)
        let form = try await baker.get(path).filled
        _ = try await president.post(
            path, form.with(("hours-1-1-from", "08:00"), ("description", "Pain au levain.\nBrioches.")))
        let mine = form.with(("hours-2-1-from", "10:00"), ("hours-2-1-to", "12:00"), ("closure-1-remove", "1"))
        #expect(try await baker.post(path, mine).status == .seeOther)
        #expect(try site.value("SELECT opens_minute FROM opening_hours WHERE weekday = 1 ORDER BY 1 LIMIT 1") == 480)
        #expect(try site.value("SELECT opens_minute FROM opening_hours WHERE weekday = 2") == 600)
        #expect(try site.value("SELECT count(*) FROM exceptional_closure") == 0)
        #expect(try site.text("SELECT description FROM shop WHERE code = '7KQ2'") == "Pain au levain.\nBrioches.")
    }

    @Test("two people change the same day: the second is asked about it, and the rest is saved") func sameDay()
        async throws
    {
        let site = try TestSite()
        let (baker, president) = (site.as(.baker), site.as(.president))
        _ = try await baker.post(path, filled)
        let form = try await baker.get(path).filled
        _ = try await president.post(path, form.with(("hours-1-1-from", "08:00"), ("trade", "Pains")))
        let answer = try await baker.post(path, form.with(("hours-1-1-from", "07:00"), ("phone", "04 50 00 00 09")))
        #expect(answer.status == .conflict)
        #expect(answer.text.components("<dd class=\"words\">") == 1)
        #expect(answer.text.contains("<dt>Lundi</dt><dd class=\"words\">8\u{A0}h – 12\u{A0}h\u{A0}30"))
        #expect(answer.text.contains("name=\"hours-1-1-from\" value=\"07:00\""))
        #expect(answer.text.contains("name=\"trade\" value=\"Pains\""))
        #expect(try site.text("SELECT trade || phone FROM shop WHERE code = '7KQ2'") == "Pains04 50 00 00 09")
        #expect(try await baker.post(path, answer.filled).status == .seeOther)
        #expect(try site.value("SELECT opens_minute FROM opening_hours WHERE weekday = 1 ORDER BY 1 LIMIT 1") == 420)
        #expect(try site.value("SELECT count(*) FROM exceptional_closure") == 1)
    }

    @Test("days that overlap after a merge are asked about") func night() async throws {
        let site = try TestSite()
        let (baker, president) = (site.as(.baker), site.as(.president))
        let form = try await baker.get(path).filled
        _ = try await president.post(path, form.with(("hours-2-1-from", "18:00"), ("hours-2-1-to", "05:00")))
        let mine = form.with(("hours-3-1-from", "04:00"), ("hours-3-1-to", "12:00"))
        #expect(try await baker.post(path, mine).status == .conflict)
        #expect(try site.value("SELECT count(*) FROM opening_hours") == 1)
    }

    @Test("numbers are normalised to pairs of digits") func phones() async throws {
        let site = try TestSite()
        for (version, typed) in ["+33(0)4 74 00 00 01", "33474000001", "tél : 0474000001"].enumerated() {
            let sent = changed(("phone", typed), ("version", String(version + 1)))
            #expect(try await site.as(.baker).post(path, sent).status == .seeOther)
            #expect(try site.text("SELECT phone FROM shop WHERE code = '7KQ2'") == "04 74 00 00 01")
        }
    }

    @Test("a guest is sent to sign in and back") func guest() async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).get(path)
        #expect(answer.status == .seeOther)
        #expect(answer.location == "/connexion?retour=%2Fboutiques%2F7kq2%2Fmodifier")
        #expect(try await site.as(.guest).post(path, filled).status == .forbidden)
        #expect(try site.value("SELECT version FROM shop WHERE code = '7KQ2'") == 1)
    }

    @Test("another person’s shop is 404, also when a hidden field names it") func foreign() async throws {
        let site = try TestSite()
        #expect(try await site.as(.florist).get(path).status == .notFound)
        #expect(try await site.as(.florist).post(path, filled).status == .notFound)
        _ = try await site.as(.florist).post(
            "/boutiques/f10r/modifier", changed(("id", "1"), ("shop_id", "1"), ("code", "7KQ2"), ("removed_at", "1")))
        #expect(try site.text("SELECT name FROM shop WHERE code = '7KQ2'") == "Boulangerie de l’Étoile")
        #expect(try site.text("SELECT name FROM shop WHERE code = 'F10R'") == "Boulangerie du Lac")
        #expect(try site.value("SELECT count(*) FROM shop WHERE removed_at IS NOT NULL") == 0)
    }

    @Test("a position is preserved with its address and cleared with it") func place() async throws {
        let site = try TestSite()
        try site.write { _ = try $0.run("UPDATE shop SET latitude = 45.9, longitude = 6.1 WHERE code = '7KQ2'") }
        let baker = site.as(.baker)
        _ = try await baker.post(path, changed(("address", "12 rue royale")))
        #expect(try site.value("SELECT count(*) FROM shop WHERE latitude IS NOT NULL") == 1)
        _ = try await baker.post(path, changed(("version", "2")))
        #expect(try site.value("SELECT count(*) FROM shop WHERE latitude IS NOT NULL") == 0)
    }
}
