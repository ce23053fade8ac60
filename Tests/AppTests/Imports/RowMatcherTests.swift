import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Shell
@testable import Shops

@Suite("Which shop a line of a list describes") struct RowMatcherTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    /// Adds shops: name, address, postcode, town.
    private func add(_ shops: [[String]]) throws {
        let now = site.now
        try site.write { db in
            for (number, texts) in shops.enumerated() {
                var details = ShopDetails(name: texts[0], trade: "Commerce")
                (details.address, details.postcode, details.town) = (texts[1], texts[2], texts[3])
                let code = String(Array("ABCDEFGHJK")[number / 100 % 10]) + "\(100 + number % 100)"
                _ = try details.insert(code: { code }, by: .test(at: now), in: db)
            }
        }
    }

    private func lines(_ rows: [[String]]) throws -> [ImportLine] {
        let text = rows.map { $0.joined(separator: ";") }.joined(separator: "\n")
        return try ImportFile(Array("Nom;Adresse;Code postal;Commune\n\(text)\n".utf8)).lines(ImportChoices())
    }

    /// The outcome of each line: the code of the shop, «new», or the codes in question.
    private func matched(_ rows: [[String]]) throws -> [String] {
        let known = try ShopRows.known(in: site.loop.reader)
        let lines = try lines(rows)
        return RowMatcher<ShopRows>(lines, open: Array(lines.indices), known).matches.map { match in
            switch match {
            case .row(let row)?: known[row].code
            case .new?: "new"
            case .ask(let rows)?: "? " + rows.map { known[$0].code }.joined(separator: " ")
            case nil: "none"
            }
        }
    }

    @Test(
        "the same name and address in other words is the same shop",
        arguments: [
            ["L'ETAL D'ETE", "12BIS BD DE L'EGLISE"], ["L’Étal d’Été", "12 bis, boulevard de l’Église"],
            ["l'étal d‘été", "12 b bvd. de l'église"], ["L ETAL D ETE", "n° 12 bis Bld de l Eglise"],
            ["L\u{2019}E\u{301}tal d\u{2019}E\u{301}te\u{301}", "12-bis boul. de l'Eglise"],
        ])
    func spellings(_ line: [String]) throws {
        try add([["L’Étal d’Été", "12 bis boulevard de l’Église", "01000", "Bourg"]])
        #expect(try matched([line + ["01000", "Bourg"]]) == ["a100"])
        #expect(try matched([line + ["", ""]]) == ["a100"])
        #expect(try matched([line + ["01000", "BOURG EN BRESSE CEDEX"]]) == ["a100"])
        #expect(try matched([line + ["01012", "Bourg"]]) == ["a100"])
    }

    @Test(
        "saints, ligatures, initials and abbreviations",
        arguments: [
            (["Café St-Pierre", "3 pl. Saint-Pierre"], ["CAFE SAINT PIERRE", "3 place St Pierre"]),
            (["Au Cœur", "7 rte de Bœuf"], ["AU COEUR", "7 route de boeuf"]),
            (["S.A.R.L. Le Chat", "Z.A. des Pins"], ["SARL LE CHAT", "ZA DES PINS"]),
            (["Dupont & Fils", "1 av. du Gal de Gaulle"], ["Dupont et fils", "1 avenue du Général de Gaulle"]),
            (["La \u{FB01}celle", "2 r. du Fbg Ste-Anne"], ["La ficelle", "2 rue du faubourg Sainte Anne"]),
        ])
    func abbreviations(_ stored: [String], _ line: [String]) throws {
        try add([stored + ["", "Châtillon s/ Chalaronne"]])
        #expect(try matched([line + ["", "Chatillon-sur-Chalaronne"]]) == ["a100"])
    }

    @Test("another number, another street: a question") func address() throws {
        try add([["Le Zinc", "12 rue Haute", "01000", "Bourg"]])
        for address in ["12 bis rue Haute", "21 rue Haute", "12 rue Basse", "12 avenue Haute", ""] {
            #expect(try matched([["Le Zinc", address, "01000", "Bourg"]]) == ["? a100"], "\(address)")
        }
    }

    @Test("another town is never the same shop") func towns() throws {
        try add([["Tabac du Bourg", "le bourg", "01400", "Abergis"]])
        for place in [["01990", "Chanessy"], ["01400", "Chanessy"], ["69400", "Abergis"], ["", "Chanessy"]] {
            #expect(try matched([["Tabac du Bourg", "le bourg"] + place]) == ["? a100"], "\(place)")
        }
        // Both stand in the list: the other one is new.
        #expect(
            try matched([
                ["Tabac du Bourg", "le bourg", "01990", "Chanessy"],
                ["Tabac du Bourg", "le bourg", "01400", "Abergis"],
            ])
                == ["new", "a100"])
        #expect(try matched([["Le Zinc", "le bourg", "01400", "Abergis"]]) == ["new"])
    }

    @Test("two shops of one identity are a question, unless a line has the texts of one of them") func twins() throws {
        try add([["Enjoy", "3 quai", "01000", "Bourg"], ["Enjoy", "3 quai", "01000", "Bourg"]])
        try site.edit("A101") { $0.phone = "04 74 00 00 02" }
        let text = "Nom;Adresse;Téléphone\nEnjoy;3 quai;04 74 00 00 01\n"
        let plan = try ImportPlan<ShopRows>(
            ImportFile(Array(text.utf8)).lines(ImportChoices()), ImportAnswers(), in: site.loop.reader)
        #expect(plan.asked.count == 1)
        #expect(plan.items.first?.candidates.map(\.code) == ["a100", "a101"])
        #expect(
            try matched([["Enjoy", "3 quai", "01000", "Bourg"], ["Enjoy", "3 quai", "01000", "Bourg"]]) == [
                "a100", "a101",
            ])
    }

    @Test("as many lines and shops of one name as a list may have are compared a bounded number of times")
    func bounded() throws {
        let rows = (0..<1_000).map { ["Enjoy", "3 quai", "", "Ville \($0 % 3)"] }
        let lines = try lines(rows)
        let known = lines.map { line in
            KnownRow<Shop>(
                row: Shop(
                    id: .init(rawValue: line.number), code: "", details: line.details, updatedAt: site.now, version: 1),
                id: line.number, code: "", title: "", texts: line.texts, version: 1, said: [:], ownWords: [:],
                identities: [line.identity])
        }
        // The worst order: the row of each line comes last.
        let matcher = RowMatcher<ShopRows>(lines.reversed(), open: Array(lines.indices), known)
        #expect(matcher.matches.allSatisfy { if case .row = $0 { true } else { false } })
        #expect(matcher.comparisons <= RowMatcher<ShopRows>.mostComparisons)
        let elsewhere = try self.lines((0..<1_000).map { ["Enjoy", "3 quai", "01000", "Village \($0)"] })
        let asked = RowMatcher<ShopRows>(elsewhere, open: Array(elsewhere.indices), known)
        #expect(asked.comparisons <= RowMatcher<ShopRows>.mostComparisons)
        #expect(asked.matches.allSatisfy { if case .ask = $0 { true } else { false } })
    }
}
