import Testing

@testable import Chaland
@testable import Shops

@Suite("Reading delimited text") struct DelimitedTextTests {
    private func records(_ text: String) throws -> [FileRecord] { try DelimitedText.records(of: text, limit: 100) }
    private func cells(_ text: String) throws -> [[String]] { try records(text).map(\.cells) }

    @Test("the delimiter is the most frequent one outside quotes", arguments: [";", ",", "\t", "|"])
    func delimiter(_ delimiter: String) throws {
        let text = ["Nom", "Rue", "\"a;b,c|d;;,,||\""].joined(separator: delimiter) + "\nx\(delimiter)y\(delimiter)z\n"
        #expect(try cells(text) == [["Nom", "Rue", "a;b,c|d;;,,||"], ["x", "y", "z"]])
    }

    @Test("any line end is read", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        #expect(try records("a;b\(end)c;d\(end)\(end)e;f").map(\.line) == [1, 2, 4])
    }

    @Test("line breaks, doubled quotes and delimiters inside a cell are preserved; lines are counted as editors do")
    func quotes() throws {
        let records = try records("a;b\r\n\"un \"\"vrai\"\";\r\ncafé\";2\r\nc;d")
        #expect(records.map(\.line) == [1, 2, 4])
        #expect(records[1].cells == ["un \"vrai\";\r\ncafé", "2"])
    }

    @Test("lines may be shorter or longer than the first")
    func ragged() throws {
        #expect(try cells("a;b;c\n1\n1;2;3;4\n") == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]])
    }

    @Test("unbalanced quotes cost no line")
    func strayQuotes() throws {
        #expect(try cells("a;b\n\"Le \"Petit\" Bar\";2\n") == [["a", "b"], ["Le \"Petit\" Bar", "2"]])
        #expect(try cells("a;b\n12\" vinyles;2\n") == [["a", "b"], ["12\" vinyles", "2"]])
        #expect(try cells("a;b\n\"ouvert;2\nc;d\n") == [["a", "b"], ["\"ouvert", "2"], ["c", "d"]])
        #expect(try cells("a;b\n\"x\" ;2\n") == [["a", "b"], ["x", "2"]])
    }

    @Test("a file of quotes alone is read in linear time")
    func hostile() throws {
        let text = String(repeating: "\"a;", count: 200_000)
        #expect(try cells(text).count == 1)
    }

    private func table(_ text: String) throws -> DelimitedText.Table {
        try DelimitedText.table(of: text, limit: 100, isTitle: { ShopColumn(header: $0) != nil })
    }

    @Test(
        "a first line «sep=» names the delimiter and is no record",
        arguments: ["sep=;\n", "sep=;\r\n", "\"sep=;\"\n", "SEP=;\r", "\u{FEFF}sep=;\n"])
    func named(_ line: String) throws {
        let text = FileText(Array((line + "a,b;c\nd,e;f\n").utf8)).text
        let records = try table(text).records
        #expect(records.map(\.cells) == [["a,b", "c"], ["d,e", "f"]])
        #expect(records.map(\.line) == [2, 3])
    }

    @Test("«sep=,» and «sep=» with a tab name theirs") func otherNames() throws {
        #expect(try table("sep=,\na;b,c\n").records.first?.cells == ["a;b", "c"])
        #expect(try table("sep=\t\na;b\tc\n").records.first?.cells == ["a;b", "c"])
        #expect(try table("sep=ab\nc\n").records.count == 2, "only one character is a delimiter")
    }

    @Test(
        "commas, tabs and bars inside addresses do not win",
        arguments: [
            "Nom;Adresse\nLéa;1, rue A, bât. B, 01000 Bourg\nZinc;3, quai, 2e, 01000 Bourg\n",
            "Nom;Adresse\nLéa;1\true A\tbât. B\nZinc;3\tquai\t2e\n", "Nom;Adresse\nLéa;1|A|B|C\nZinc;1|A|B|C\n",
            "Léa;1, rue A, bât. B\nZinc;3, quai\nBar;2, rue, C, D\n",
        ])
    func inside(_ text: String) throws { #expect(try table(text).delimiter == .semicolon) }

    @Test("titles decide between delimiters that are constant", arguments: ["^", "~", "#", "*", "|", ",", "\t"])
    func rare(_ mark: String) throws {
        let lines = ["Nom;Métier", "A;x", "B;y"].map { $0.replacing(";", with: mark) }
        let table = try table(lines.joined(separator: "\n"))
        #expect(table.records.map(\.cells.count) == [2, 2, 2])
        #expect(table.delimiter.byte == mark.utf8.first)
    }

    @Test("a list of names has no delimiter, whatever a name contains") func names() throws {
        let table = try table("Nom\nDupont, Martin et fils\nAu Coin\nLe Zinc\n")
        #expect(table.delimiter == .none)
        #expect(table.records.map(\.cells) == [["Nom"], ["Dupont, Martin et fils"], ["Au Coin"], ["Le Zinc"]])
    }
}
