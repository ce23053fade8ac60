import Foundation
import HTMLTemplate
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Shell
@testable import Shops

@Suite("GET /boutiques/annuaire.csv") struct DirectoryTableTests {
    let site: TestSite
    let president: Browser

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func file(_ language: String = "") async throws -> Answer {
        try await president.get(language + "/boutiques/annuaire.csv")
    }

    private func run(_ bytes: [UInt8]) throws -> ShopImport.Report {
        try ShopImport.run(
            bytes, fileName: "liste.csv", on: site.site.database, home: TestSite.home, dryRun: false,
            clock: site.site.clock, randomness: site.site.randomness)
    }

    private var stored: String? {
        get throws {
            let texts = ShopFields.texts.map { "ifnull(\($0.column), '')" }.joined(separator: " || ")
            return try site.text(
                "SELECT group_concat(id || \(texts) || ifnull(latitude, '') || ifnull(longitude, '') || version, '|') FROM shop"
            )
        }
    }

    @Test("a spreadsheet opens it: byte order mark, semicolons, titles, one line for each shop") func opens()
        async throws
    {
        let answer = try await file()
        #expect(answer.status == .ok)
        #expect(answer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(answer.fields[.contentType] == "text/csv; charset=utf-8")
        let lines = answer.text.split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("\"Nom\";"))
        #expect(lines[1].contains("\"Au Cœur des fleurs\";\"Fleuriste\";\"14 bis rue Royale\";\"74000\";\"Annecy\""))
        #expect(try await president.get("/boutiques").text.contains("href=\"/boutiques/annuaire.csv\""))
    }

    @Test("the hours of the week stand in one cell, a line for each day") func hours() async throws {
        let week = OpeningHours(intervals: [
            .init(weekday: 1, opens: 540, closes: 750), .init(weekday: 1, opens: 870, closes: 1_140),
            .init(weekday: 6, opens: 1_080, closes: 1_565), .init(weekday: 7, opens: 0, closes: 1_440),
        ])
        let bakery = site.bakery
        try site.write { try week.save(for: bakery, in: $0) }
        let text = try await file().text
        #expect(text.contains("\"Lundi : 9h-12h30 / 14h30-19h\nSamedi : 18h-2h05\nDimanche : 0h-24h\"\r\n"))
        #expect(text.split(separator: "\r\n").first?.hasSuffix("\"Horaires\"") == true)
    }

    @Test("an import recognises each of its columns, in both languages", arguments: ["fr", "en"])
    func columns(_ tag: String) throws {
        let messages = try MessageFiles.load(tag, below: TestSite.home + "/Templates")
        for column in DirectoryTable.columns {
            #expect(ShopColumn(header: messages.text(column.label)) == column, "\(column.rawValue)")
        }
    }

    @Test(
        "the people who import shops may download it",
        arguments: [
            (TestSite.Person.secretary, Status.ok), (.vicePresident, .ok), (.treasurer, .notFound), (.baker, .notFound),
        ])
    func rights(_ person: TestSite.Person, _ status: Status) async throws {
        #expect(try await site.as(person).get("/boutiques/annuaire.csv").status == status)
    }

    @Test("2,500 shops with any texts are exported and imported without a change", arguments: ["", "/en"])
    func invented(_ language: String) async throws {
        let now = site.now
        try site.write { db in
            var dice = Dice(seed: 7)
            for number in 0..<2_500 {
                let code = InventedShops.code(number)
                _ = try InventedShops.details(number, &dice).insert(code: { code }, by: .test(at: now), in: db)
            }
        }
        let before = try stored
        let report = try run(try await file(language).bytes)
        #expect((report.created, report.updated, report.unchanged) == (0, 0, 2_502))
        #expect(report.questions.map(\.number) == [])
        #expect(report.missing.map(\.title) == [])
        #expect(report.toCorrect.map(\.number) == [])
        #expect(try stored == before)
    }

    @Test("a list shaped like a city’s is imported, exported and imported again without a change") func city()
        async throws
    {
        var dice = Dice(seed: 11)
        let lines = (0..<400).map { InventedShops.cityLine($0, &dice) }
        let list = ([InventedShops.cityHeader] + lines).joined(separator: "\n")
        #expect(try run(Array(list.utf8)).created == 400)
        let before = try stored
        let again = try run(Array(list.utf8))
        #expect((again.created, again.updated, again.unchanged) == (0, 0, 400))
        let report = try run(try await file().bytes)
        #expect((report.created, report.updated, report.unchanged) == (0, 0, 402))
        #expect(try stored == before)
    }
}

/// Shops and lines with texts that spreadsheets and imports could change.
private enum InventedShops {
    static func code(_ number: Int) -> String {
        let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        return String([letters[number / 1_024 % 32], letters[number / 32 % 32], letters[number % 32], "Z", "Z"])
    }

    static let names = [
        "Le P’tit Zinc", "IKEA", "C&A", "S.A.R.L. le Chat", "« Chez Léa »", "L'Étal d'Été", "=1+1", "@home", "-20 %",
        "Bœuf & Cie", "le chat qui dort", "Café; Thé", "Dit \"le Petit\"", "H&M", "J.A. Coiffure", "Été 36", "BD Fugue",
        "1000 & 1 Signes", "+ de fleurs", "Saint-Pierre", "St Pierre", "Œuvre d’art", "A", "CAFÉ DE LA GARE",
    ]
    static let addresses = [
        "12 rue Royale", "12bis bd de l'Église", "3, Place de la Gare", "ZA DES PINS", "14 BIS RUE ROYALE", "",
        "n° 7 quai des Bateaux", "Résidence les Pins, 3 av. du Gal Leclerc", "le bourg", "2 R DU FBG ST ANNE",
    ]
    static let words = [
        "", "Pain, brioches; tartes", "Deux lignes\nici", "Un\n\ndeux", "-", "=SOMME(A1)", "dit « bonjour »", "  ",
        "Services : livraison", "\"entre guillemets\"", "null", "12", "É", "+33 et plus", "Ouvert dès 9 h\nMardi fermé",
    ]

    static func details(_ number: Int, _ dice: inout Dice) -> ShopDetails {
        var details = ShopDetails(
            name: dice.pick(names) + (dice.chance(90) ? " \(number)" : ""),
            trade: dice.pick(["Café", "CAFÉ", "Autre", "Thé & Cie"]))
        details.address = dice.pick(addresses) + (dice.chance(50) ? " \(number % 50)" : "")
        details.postcode = dice.pick(["", "01000", "74000", "97400"])
        details.town = dice.pick(["", "Bourg-en-Bresse", "BOURG", "Annecy", "St-Denis", "Châtillon s/ Chalaronne"])
        details.description = dice.pick(words)
        details.site = dice.pick(["", "https://etoile.example", "http://www.zinc.example/carte?a=1&b=2"])
        details.phone = dice.pick(["", "04 74 00 00 01", "06 00 00 00 09"])
        if dice.chance(60) {
            details.place = Shop.Place(
                latitude: Double(dice.below(1_000_000_000)) / 12_345_678, longitude: -Double(dice.below(99_999)) / 777)
        }
        return details
    }

    static let cityHeader =
        "Nom du commerce;Adresse;Code postal;Type de commerce;Services;Description;Précisions;Site internet;Téléphone;Mail;geo_shape;geo_point_2d"

    static func cityLine(_ number: Int, _ dice: inout Dice) -> String {
        let name = dice.pick(["LA PERLE DE", "Chez", "ENJOY", "Boucherie", "L'atelier d'"]) + " \(dice.below(300))"
        let street = dice.pick([
            "BOULEVARD VOLTAIRE", "rue Jules Vallès", "RUE PETION", "rue d'ALIGRE", "bd de la Gare",
        ])
        let point = "2.\(1 + dice.below(9_999_999))"
        let cells = [
            name, "\(number) \(street)", "75011",
            dice.pick(["Restaurant ou traiteur", "FLEURISTE", "Boucherie - rôtisserie"]),
            dice.pick(["", "\"Livraisons à domicile, Retrait de commandes\"", "Vente en ligne"]),
            dice.pick(["", "\"Couscous \nà emporter\"", "Rôtisserie"]), dice.pick(["", "sur place", "Rôtisserie"]),
            dice.pick(["", "www.perle.example", "instagram", "http://a.example ou sur b.example"]),
            dice.pick(["", "0143000000", "01 43 00 00 00 / 06 00 00 00 00", "143000000"]), "",
            "\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [\(point), 48.85]}\"", "48.8505879602,\(point)",
        ]
        return cells.joined(separator: ";")
    }
}
