import HTTP
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("GET and POST /reglages") struct SettingsTests {
    private let notice = [
        ("seat", "Mairie\n1 place de la Mairie\n74000 Annecy"), ("phone", "04.65.71.00.42"),
        ("hostName", "Machines SAS"),
        ("hostAddress", "3 rue des Machines\n69001 Lyon"), ("hostPhone", "+33 4 65 71 00 43"),
    ]

    private func form(_ browser: Browser) async throws -> [(String, String)] {
        try await browser.get("/reglages").filled
    }

    @Test("corrects the name, and every page shows it at once") func name() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        #expect(try await site.as(.guest).get("/boutiques").text.contains("Les Vitrines du Lac"))
        let answer = try await president.post(
            "/reglages", form(president).with(("name", "Annecy Commerces"), ("town", "Annecy-le-Vieux")))
        #expect(answer.location == "/reglages")
        let page = try await site.as(.guest).get("/boutiques")
        #expect(page.text.contains("<span class=\"sign-name\">Annecy Commerces</span>"))
        #expect(page.text.contains("Annecy-le-Vieux"))
        #expect(page.text.contains("boutiques d’Annecy Commerces"))
        #expect(!page.text.contains("Les Vitrines du Lac"))
    }

    @Test("the French name behind «de» can be given") func nameAfterDe() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        #expect(try await president.get("/boutiques").text.contains("boutiques des Vitrines du Lac"))
        _ = try await president.post("/reglages", form(president).with(("nameAfterDe", "de nos Vitrines")))
        #expect(try await president.get("/boutiques").text.contains("boutiques de nos Vitrines"))
    }

    @Test("fills the legal notice; only the presidency sees what is missing") func legalNotice() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        #expect(try await president.get("/accueil").text.contains("Mentions légales incomplètes"))
        #expect(try await !site.as(.secretary).get("/accueil").text.contains("incomplètes"))
        let before = try await president.get("/reglages").text
        #expect(before.contains("La loi demande encore"))
        #expect(before.contains("Siège de l’association · Téléphone · Nom de l’hébergeur"))
        let empty = try await site.as(.guest).get("/mentions-legales").text
        #expect(empty.contains("Demandez à l’association le nom et l’adresse de l’hébergeur"))

        var values = try await form(president).with(
            ("regime", "law_1901"), ("registration", "w 742 001 234"), ("siret", "732 829 320 00074"),
            ("email", "Bonjour@Vitrines.example"))
        for pair in notice { values = values.with(pair) }
        #expect(try await president.post("/reglages", values).status == .seeOther)
        #expect(try await !president.get("/accueil").text.contains("incomplètes"))
        #expect(try await !president.get("/reglages").text.contains("La loi demande encore"))
        let page = try await site.as(.guest).get("/mentions-legales").text
        for text in [
            "Association loi du 1er juillet 1901", "W742001234", "732 829 320 00074", "1 place de la Mairie",
            "04 65 71 00 42", "Bonjour@vitrines.example", "Camille Rey", "Machines SAS", "3 rue des Machines",
            "04 65 71 00 43",
        ] { #expect(page.contains(text), "\(text)") }
    }

    @Test(
        "refuses invalid values; everything typed is preserved",
        arguments: [
            ("name", "", "Écrivez le nom de l’association"), ("town", " ", "Écrivez le nom de la commune"),
            ("registration", "742001234", "Un numéro RNA commence par W"),
            ("siret", "732 829 320 00075", "Un numéro SIRET a 14 chiffres"),
            ("email", "bonjour@", "Écrivez une adresse complète"), ("phone", "le matin", "Un numéro s’écrit"),
            ("hostPhone", "12", "Un numéro s’écrit"), ("regime", "sarl", "Choisissez une forme"),
            ("seat", String(repeating: "a", count: 301), "300 caractères au plus"),
        ])
    func refused(_ field: String, _ typed: String, _ message: String) async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let values = try await form(president).with(("regime", "law_1901"), ("hostName", "Machines SAS"))
            .with((field, typed))
        let answer = try await president.post("/reglages", values)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(message))
        #expect(answer.text.contains("value=\"Machines SAS\""))
        #expect(try site.text("SELECT name || town || host_name FROM association") == "Les Vitrines du LacAnnecy")
    }

    @Test("the register of Alsace and Moselle has entries in another format") func localLaw() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let values = try await form(president).with(("regime", "local"), ("registration", "volume 12, folio 34"))
        #expect(try await president.post("/reglages", values).status == .seeOther)
        let page = try await site.as(.guest).get("/mentions-legales").text
        #expect(page.contains("Association de droit local"))
        #expect(page.contains("volume 12, folio 34"))
    }

    @Test("two people change different fields: both are saved; the same field: the second is asked") func merges()
        async throws
    {
        let site = try TestSite()
        let loaded = try await form(site.as(.president))
        _ = try await site.as(.vicePresident).post("/reglages", loaded.with(("town", "Sevrier"), ("regime", "local")))
        let answer = try await site.as(.president).post(
            "/reglages", loaded.with(("town", "Seynod"), ("regime", "law_1901"), ("hostName", "Machines SAS")))
        #expect(answer.status == .conflict)
        #expect(answer.text.contains("<dd class=\"words\">Sevrier</dd>"))
        #expect(answer.text.contains("<dd class=\"words\">Association de droit local"))
        #expect(answer.text.contains("value=\"Seynod\""))
        #expect(try site.text("SELECT town || host_name || regime FROM association") == "SevrierMachines SASlocal")
        #expect(
            try await site.as(.president).post("/reglages", answer.filled.with(("regime", "law_1901"))).status
                == .seeOther)
        #expect(try site.text("SELECT town || regime FROM association") == "Seynodlaw_1901")
    }
}

@Suite("A name behind «de»") struct FrenchContractionTests {
    @Test(arguments: [
        ("Les Vitrines du Lac", "des Vitrines du Lac"), ("Le Carré d’or", "du Carré d’or"),
        ("La Grand-Rue", "de la Grand-Rue"), ("L’Étoile", "de l’Étoile"), ("L'Étoile", "de l’Étoile"),
        ("Union des commerçants", "de l’Union des commerçants"), ("Comité de quartier", "du Comité de quartier"),
        ("Fédération du centre", "de la Fédération du centre"), ("Annecy Commerces", "d’Annecy Commerces"),
        ("Évian en ville", "d’Évian en ville"), ("Valmorin Cœur", "de Valmorin Cœur"), ("Lestrade", "de Lestrade"),
    ]) func contraction(_ name: String, _ expected: String) { #expect(name.afterDe == expected) }
}

@Suite("A SIRET number") struct SiretTests {
    @Test(
        "is 14 digits with a check digit, with spaces or points",
        arguments: ["73282932000074", "732 829 320 00074", "356 000 000 00048", "35600000049837"])
    func valid(_ typed: String) { #expect(Siret(typed: typed) != nil) }

    @Test(arguments: ["", "7328293200007", "73282932000075", "732829320000740", "7328293200007A", "00000000000001"])
    func invalid(_ typed: String) { #expect(Siret(typed: typed) == nil) }
}
