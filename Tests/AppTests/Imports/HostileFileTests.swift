import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import ChalandDemo
@testable import Shell
@testable import Shops

/// Files made to cost much: each is read in a bounded number of steps.
@Suite("Hostile files of shops") struct HostileFileTests {
    /// An element that counts how often it is compared.
    private struct Counted: Equatable {
        final class Counter {
            var count = 0
        }

        let value: UInt8
        let counter: Counter

        static func == (a: Counted, b: Counted) -> Bool {
            a.counter.count += 1
            return a.value == b.value
        }
    }

    @Test(
        "a text is found in another in linear time",
        arguments: [("aab", "ab"), ("a", "aab"), ("aba", "ab"), ("a", "b")])
    func linear(_ unit: String, _ end: String) {
        let counter = Counted.Counter()
        func counted(_ text: String) -> [Counted] { text.utf8.map { Counted(value: $0, counter: counter) } }
        let text = String(repeating: unit, count: 4_000)
        let part = String(repeating: unit, count: 2_000) + end
        #expect(LinearSearch.contains(counted(part), in: counted(text)) == text.contains(part))
        #expect(counter.count <= 3 * (text.utf8.count + part.utf8.count))
    }

    @Test("finds what String.contains finds") func agrees() {
        var dice = Dice(seed: 5)
        for _ in 0..<2_000 {
            let text = String((0..<dice.below(12)).map { _ in dice.pick(["a", "b"]) }.joined())
            let part = String((0..<dice.below(5)).map { _ in dice.pick(["a", "b"]) }.joined())
            let found = LinearSearch.contains(Array(part.utf8), in: Array(text.utf8))
            #expect(found == (part.isEmpty || text.contains(part)), "\(part) in \(text)")
        }
    }

    @Test("a file of delimiters alone costs no memory for its cells") func delimiters() throws {
        let records = try DelimitedText.records(
            of: "Nom" + String(repeating: ";", count: 1 << 20) + "fin\n;;;x", limit: 10, columns: 3)
        #expect(records.map(\.cells) == [["Nom", "", ""], ["", "", ""]])
        #expect(records.map(\.extra) == [1, 1])
    }

    @Test("a correction is as long as a cell may be") func corrections() async throws {
        let site = try TestSite()
        let president = site.as(.president)
        let start = try await president.post("/boutiques/importer", [("shops", "Nom;Métier\nBar;Café\n;Librairie\n")])
        let path = try #require(start.location)
        let long = String(repeating: "A", count: SiteLimits.importCellBytes + 5)
        #expect(try await president.post(path, [("line-3-name", long)]).status == .seeOther)
        let stored = try #require(
            try StoredImport.find(String(path.dropFirst("/imports/".count)), in: site.loop.reader))
        #expect(stored.choices.corrections[3]?[.name]?.utf8.count == SiteLimits.importCellBytes)
    }

    @Test(
        "a number and then words are an address",
        arguments: [
            ("12 rue Royale", true), ("3bis, quai des Bateaux", true), ("12/14 av. de la Gare", true), ("12", false),
            ("12 a b c", false), ("rue Royale", false), ("12 rue\nRoyale", false), ("74000 Annecy", true),
            ("12 ", false),
        ])
    func address(_ text: String, _ isAddress: Bool) { #expect(ShopColumns.isAddress(text) == isAddress) }

    @Test("a text that is too long is no telephone number") func phone() {
        #expect(PhoneNumber(typed: "04 50 00 00 01 (Mme Martin)") != nil)
        #expect(PhoneNumber(typed: "04 50 00 00 01 (" + String(repeating: "a", count: 200) + ")") == nil)
    }
}
