@testable import Shops
import Testing

@testable import Chaland

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
}
