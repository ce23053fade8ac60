import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Encounters
@testable import Shell
@testable import Shops

@Suite("Offices and their rights") struct RightsTests {
    private func member(_ offices: [HeldOffice], at places: [Workplace] = []) -> Member {
        Member(
            id: Member.ID(rawValue: 1), name: "A", email: nil, hasPassword: false, offices: offices, workplaces: places)
    }

    /// Gives a member of the cast one more office.
    private func give(_ office: Office, to person: TestSite.Person, at shop: Shop.ID? = nil, _ site: TestSite) throws {
        let (id, now) = (try site.member(person), site.now)
        try site.write { db in try office.give(to: id, for: shop?.scope ?? .association, at: now, in: db) }
    }

    @Test("an unknown office adds no right and removes none") func unknown() async throws {
        let site = try TestSite()
        let bakery = site.bakery
        for person in [TestSite.Person.florist, .president] {
            let id = try site.member(person)
            try site.write { db in
                let row = "INSERT INTO office (member_id, office, shop_id, since_at) VALUES (?1, 'archivist', ?2, 1)"
                try db.run(row, id, Shop.ID?.none)
                try db.run(row, id, bakery)
            }
        }
        let florist = site.as(.florist)
        for path in ["/moderation", "/invitations", "/boutiques/7kq2/rencontres", "/boutiques/7kq2/modifier"] {
            #expect(try await florist.get(path).status == .notFound, "\(path)")
        }
        #expect(try await florist.get("/boutiques/f10r/modifier").status == .ok)
        #expect(try await !florist.get("/accueil").text.contains("Boulangerie"))
        #expect(try await site.as(.president).get("/moderation").status == .ok)
    }

    @Test("an association office held at a shop has no rights, and neither has a shop office held at no shop")
    func misplaced() {
        let bakery = Workplace(id: 1, code: "7KQ2", name: "Boulangerie")
        let odd = member([
            HeldOffice(office: .president, scope: .shop(1)), HeldOffice(office: .secretary, scope: .project(3)),
            HeldOffice(office: .shopkeeper, scope: .association),
        ])
        for right in Right.allCases {
            #expect(!odd.may(right) && !odd.may(right, bakery), "\(right)")
        }
    }

    @Test("several offices add up, each in its scope") func union() {
        let places = [
            Workplace(id: 1, code: "7KQ2", name: "Boulangerie"), Workplace(id: 2, code: "F10R", name: "Fleurs"),
        ]
        let treasurer = HeldOffice(office: .treasurer, scope: .association)
        let shopkeeper = HeldOffice(office: .shopkeeper, scope: .shop(1))
        let staff = HeldOffice(office: .staff, scope: .shop(2))
        let all = member([treasurer, shopkeeper, staff], at: places)
        #expect(all.may(.readModeration) && !all.may(.moderate) && !all.may(.edit))
        #expect(all.may(.edit, places[0]) && all.may(.reply, places[0]))
        #expect(all.may(.note, places[1]) && !all.may(.edit, places[1]) && !all.may(.readEncounters, places[1]))
        #expect(all.workplaces(may: .note) == places)
        #expect(all.workplaces(may: .represent) == [places[0]])
    }

    @Test("an office is one dated row: giving it twice adds none, and ending it preserves the row") func dated() throws
    {
        let site = try TestSite()
        try give(.treasurer, to: .baker, site)
        try give(.treasurer, to: .baker, site)
        let (id, bakery) = (try site.member(.baker), site.bakery)
        let rows = "SELECT count(*) FROM office WHERE member_id = \(id.rawValue)"
        #expect(try site.value(rows) == 2)
        site.wait(60)
        let now = site.now
        try site.write { db in
            try Office.treasurer.end(of: id, at: now, in: db)
            try Office.shopkeeper.end(of: id, for: bakery.scope, at: now, in: db)
        }
        let member = try #require(try Member.find(id, in: site.loop.reader))
        #expect(!member.may(.readModeration) && member.workplaces.isEmpty)
        try give(.treasurer, to: .baker, site)
        #expect(try site.value(rows) == 3)
        #expect(try site.value(rows + " AND until_at = since_at + 60") == 2)
    }

    @Test("every shopkeeper has «Ma boutique», also the president") func ownShop() async throws {
        let site = try TestSite()
        let link = "href=\"/boutiques/boulangerie-de-l-etoile-7kq2\""
        #expect(try await !site.as(.president).get("/projets").text.contains(link))
        for (person, office) in [(TestSite.Person.president, Office.shopkeeper), (.treasurer, .shopkeeper)] {
            try give(office, to: person, at: site.bakery, site)
            #expect(try await site.as(person).get("/projets").text.contains(link), "\(person)")
            #expect(try await site.as(person).get("/accueil").text.contains("Boulangerie de l’Étoile"), "\(person)")
        }
        #expect(try await site.as(.staff).get("/projets").text.contains(link))
    }

    @Test("the board reads waiting reviews, without buttons and without the author’s address") func readers()
        async throws
    {
        let site = try TestSite(limitsRate: false)
        try await site.review()
        let (bakery, now) = (site.bakery, site.now)
        try site.write { db in
            _ = try NewEncounter(source: .visitor, feeling: 4, isHeld: true).insert(at: bakery, at: now, in: db)
            try EncounterTimes.reduceAll(at: now + .minutes(20), .system, in: db)
        }
        let decided = try await site.as(.vicePresident).get("/moderation").text
        #expect(decided.contains("/publication\"") && decided.contains("camille@example.net"))
        #expect(decided.contains("/reponses\""))
        for person in [TestSite.Person.treasurer, .boardMember] {
            let read = try await site.as(person).get("/moderation").text
            #expect(read.contains("On m’a écouté."), "\(person)")
            let main = try #require(read.split(separator: "<main", maxSplits: 1).last)
            #expect(!main.contains("<form") && !main.contains("camille@example.net"), "\(person)")
        }
    }

    @Test("pages of the board have no button for members who may only read") func noButtons() async throws {
        let site = try TestSite(limitsRate: false)
        let (bakery, now) = (site.bakery, site.now)
        let file = [("shops", "Nom;Métier;Adresse\nBar du Lac;Café;3 quai des Bateaux")]
        let secretary = site.as(.secretary)
        let draft = try #require(try await secretary.post("/boutiques/importer", file).location)
        let done = try #require(try await secretary.post("/boutiques/importer", file).location)
        #expect(try await secretary.post(done + "/confirmation").status == .seeOther)
        try site.write { db in try Shop.remove(bakery, at: now, in: db) }
        let paths = ["/accueil", "/invitations", "/corbeille", "/boutiques/importer", done]
        for path in paths {
            let (read, acted) = (try await site.as(.treasurer).get(path), try await secretary.get(path))
            #expect(read.status == .ok && acted.status == .ok, "\(path)")
            let main = try #require(read.text.split(separator: "<main", maxSplits: 1).last)
            #expect(!main.contains("method=\"post\""), "\(path)")
        }
        #expect(try await secretary.get("/corbeille").text.contains("/boutiques/7kq2/retablissement"))
        #expect(try await secretary.get(draft).status == .ok)
        #expect(try await site.as(.treasurer).get(draft).status == .notFound)
        #expect(try await site.as(.treasurer).get("/boutiques/importer").text.contains(done))
    }

    @Test("staff note encounters and take their own back; they cannot read visitors’ words")
    func staff() async throws {
        let site = try TestSite()
        let staff = site.as(.staff)
        let path = try await site.visit(by: site.as(.guest))
        _ = try await site.as(.guest).post(path, [("note", "Trop de bruit.")])
        _ = try await site.as(.baker).post("/comptoir/7kq2", [("purchased", "yes")])
        #expect(try await staff.post("/comptoir/7kq2", [("purchased", "no")]).status == .seeOther)
        let counter = try await staff.get("/comptoir/7kq2").text
        #expect(counter.matches(of: /name="encounter"/).count == 1)
        let page = try await staff.get("/boutiques/7kq2/rencontres").text
        #expect(!page.contains("rencontres.csv") && !page.contains("<progress") && !page.contains("Trop de bruit"))
        let number = try #require(counter.firstMatch(of: /name="encounter" value="(\d+)"/)?.1)
        let undo = "/comptoir/7kq2/retrait"
        #expect(
            try await staff.post(undo, [("day", site.now.local.day.description), ("encounter", String(number))]).status
                == .seeOther)
        #expect(try await !staff.get("/comptoir/7kq2").text.contains("name=\"encounter\""))
        let home = try await staff.get("/accueil").text
        #expect(home.contains("/boutiques/7kq2/rencontres") && !home.contains("/boutiques/7kq2/modifier"))
        let shop = try await staff.get("/boutiques/boulangerie-de-l-etoile-7kq2").text
        #expect(shop.contains("/boutiques/7kq2/rencontres") && !shop.contains("/boutiques/7kq2/modifier"))
    }

    @Test("a member who represents no shop cannot propose a project, and sees no link to it") func proposing()
        async throws
    {
        let site = try TestSite()
        for person in [TestSite.Person.treasurer, .staff] {
            #expect(try await !site.as(person).get("/projets").text.contains("/projets/nouveau"))
            #expect(try await !site.as(person).get("/accueil").text.contains("/projets/nouveau"))
        }
        try give(.shopkeeper, to: .treasurer, at: site.florist, site)
        #expect(try await site.as(.treasurer).get("/projets").text.contains("/projets/nouveau"))
        let form = [("title", "Une fresque"), ("purpose", "Sur le mur du fond.")]
        #expect(try await site.as(.treasurer).post("/projets", form).status == .seeOther)
        #expect(try site.value("SELECT count(*) FROM project WHERE proposed_for = \(site.florist.rawValue)") == 1)
    }
}
