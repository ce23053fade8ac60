import Foundation
import FoundationXML
import Gzip
import Testing

@testable import Base
@testable import ChalandDemo
@testable import HTMLTemplate
@testable import Shops

@Suite("The façades of shops") struct FacadeTests {
    private func demo(_ count: Int) -> [Facade] {
        (0..<count).map { number in
            let cards = DemoNames.cards
            if number < cards.count {
                return Facade(name: cards[number].name, trade: cards[number].trade, code: "D\(number)")
            }
            let trade = DemoNames.trades[number % DemoNames.trades.count].name
            let surname = DemoNames.surnames[number % DemoNames.surnames.count]
            return Facade(name: "\(trade) \(surname)", trade: trade, code: "D\(number)")
        }
    }

    /// The drawing, without the words of the sign.
    private func drawing(_ facade: Facade, _ state: FacadeState = .open) -> String {
        String(decoding: facade.html(state, sign: .icon).bytes, as: UTF8.self)
    }

    @Test("are the same each time, and differ for another name or code") func deterministic() {
        let one = Facade(name: "Boulangerie de l’Étoile", trade: "Boulangerie", code: "7KQ2")
        #expect(one == Facade(name: "Boulangerie de l’Étoile", trade: "Boulangerie", code: "7kq2"))
        #expect(one != Facade(name: "Boulangerie de l’Étoile", trade: "Boulangerie", code: "7KQ3"))
        #expect(one != Facade(name: "Boulangerie du Lac", trade: "Boulangerie", code: "7KQ2"))
    }

    @Test("no two of forty in a street look alike, even without their signs") func different() {
        #expect(Set(demo(40).map { drawing($0) }).count == 40)
        for street in 0..<50 {
            let facades = (0..<40).map {
                Facade(name: "Boulangerie \($0)", trade: "Boulangerie", code: "\(street)X\($0)")
            }
            #expect(Set(facades.map { drawing($0) }).count == 40)
        }
    }

    @Test("every state looks different, and refers only to parts of the sheet", arguments: FacadeState.allCases)
    func states(_ state: FacadeState) throws {
        let sheet = String(decoding: FacadeSheet.html.bytes, as: UTF8.self)
        let ids = Set(sheet.matches(of: /id="([^"]+)"/).map { String($0.1) })
        #expect(ids.count == FacadePart.Name.all.count)
        for facade in demo(40) {
            for season in FacadeSeason.allCases {
                let html = String(decoding: facade.html(state, season).bytes, as: UTF8.self)
                let used = html.matches(of: /href="#([^"]+)"/).map { String($0.1) }
                #expect(!used.isEmpty && ids.isSuperset(of: used))
            }
            for other in FacadeState.allCases where other != state {
                #expect(drawing(facade, state) != drawing(facade, other))
            }
        }
    }

    @Test("forty and their shared parts are at most 12 KB compressed") func weight() throws {
        let page = FacadeSheet.html.bytes + demo(40).flatMap { $0.html(.open, .garlands).bytes }
        let size = try #require(Gzip.compress(page, level: 6)).count
        #expect(size <= 12 * 1024, "\(size) bytes")
    }

    @Test("the icon follows the trade, else the name, else it is a shop") func icons() {
        let signs: [(String, TradeIcon)] = [
            ("Boulangerie-pâtisserie", .bread), ("Café", .cup), ("Crêperie", .cutlery), ("Coiffure", .scissors),
            ("Institut de beauté", .leaf), ("Prêt-à-porter", .hanger), ("Épicerie fine", .basket), ("Cycles", .bicycle),
            ("Cave à vins", .bottle), ("Tabac-presse", .newspaper), ("Agence immobilière", .house),
            ("Vêtements", .hanger), ("Pressing", .iron), ("Bijouterie", .ring), ("Ébéniste", .chair),
            ("Mercerie", .button),
        ]
        for (trade, icon) in signs { #expect(TradeIcon(trade: trade, name: "") == icon, "\(trade)") }
        #expect(TradeIcon(trade: "Commerce", name: "Fromagerie du Lac") == .cheese)
        #expect(TradeIcon(trade: "Divers", name: "Chez Lou") == .shop)
        #expect(!DemoNames.cards.contains { TradeIcon(trade: $0.trade, name: $0.name) == .shop })
        #expect(!DemoNames.trades.contains { TradeIcon(trade: $0.name, name: "") == .shop })
    }

    @Test(
        "the sign shows the short name",
        arguments: [
            ("Boulangerie de l’Étoile", "Boulangerie", "L’Étoile"),
            ("Cordonnerie du Carillon", "Cordonnerie", "Carillon"),
            ("Au Cœur des fleurs", "Fleuriste", "Au Cœur des fleurs"), ("Le Café du Funiculaire", "Café", "Le Café"),
            ("Boulangerie", "Boulangerie", "Boulangerie"),
            ("Anticonstitutionnellement", "Mots", "Anticonstitutionnel…"),
        ])
    func signs(_ name: String, _ trade: String, _ sign: String) {
        #expect(Facade(name: name, trade: trade, code: "AAAA").sign == sign)
    }

    @Test("markup in a name stays text; the label is for screen readers, else the drawing is hidden") func escaped() {
        let facade = Facade(name: "<b>&\"", trade: "Café", code: "AAAA")
        let html = String(decoding: facade.html(.open, label: "Café \"A\", ouvert").bytes, as: UTF8.self)
        #expect(!html.contains("<b>"))
        #expect(html.contains("role=\"img\" aria-label=\"Café &quot;A&quot;, ouvert\""))
        #expect(String(decoding: facade.html(.open).bytes, as: UTF8.self).contains("aria-hidden=\"true\""))
        #expect(!facade.standalone(width: 240, .open).contains("<b>"))
    }

    @Test("a picture of its own is XML without variables or classes", arguments: FacadeState.allCases)
    func standalone(_ state: FacadeState) throws {
        let svg = Facade(name: "Fil & Aiguille", trade: "Mercerie", code: "F1L0").standalone(width: 480, state)
        #expect(XMLParser(data: Data(svg.utf8)).parse())
        #expect(svg.contains("width=\"480\" height=\"448\""))
        #expect(!svg.contains("var(") && !svg.contains("class=") && !svg.contains("<use"))
    }

    @Test("garlands are drawn from 1 December to 6 January, bunting in July") func seasons() throws {
        let days = ["2026-11-30", "2026-12-01", "2027-01-06", "2027-01-07", "2026-07-01", "2026-07-31", "2026-08-01"]
        let seasons = try days.map { FacadeSeason(on: try #require(Day($0))) }
        #expect(seasons == [.none, .garlands, .garlands, .none, .bunting, .bunting, .none])
    }

    @Test("the style sheet has the colours of the pictures") func colours() throws {
        let css = try String(contentsOfFile: TestSite.home + "/Public/street.css", encoding: .utf8)
        for (number, colour) in FacadePalette.walls.enumerated() {
            #expect(css.contains(".facade.w\(number) { --w: \(colour); }"))
        }
        for (number, colour) in FacadePalette.fronts.enumerated() {
            #expect(css.contains(".facade.s\(number) { --s: \(colour); } .facade.a\(number) { --a: \(colour); }"))
        }
        for paint in FacadePaint.allCases {
            #expect(css.contains(".\(paint.rawValue) { fill: " + (FacadePalette.fixed(paint) ?? "")))
        }
    }
}
