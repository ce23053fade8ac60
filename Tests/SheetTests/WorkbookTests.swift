import TestSupport
import Testing

@testable import Sheet

private let limits = Workbook.Limits(rows: 100, columns: 10, unpackedBytes: 1 << 20)

/// The cells of the sheet, row by row; empty rows are missing.
private func cells(_ workbook: ZipFile) throws(Workbook.Problem) -> [[String]] {
    let text = String(decoding: try Workbook.csv(workbook.file, limits), as: UTF8.self)
    return text.split(separator: "\n").map { line in
        line.dropFirst().dropLast().split(separator: "\";\"", omittingEmptySubsequences: false).map(String.init)
    }
}

@Suite("A workbook of Excel") struct XLSXTests {
    private func shown(_ cell: String, formats: [String] = [], strings: [String] = []) throws -> String? {
        try cells(TestWorkbook.xlsx("<row r=\"1\">\(cell)</row>", strings: strings, formats: formats)).first?.first
    }

    @Test("shared, inline and computed texts, booleans and errors are read") func texts() throws {
        let row = """
            <row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>Le </t></r><r><t>Zinc</t></r>\
            <rPh><t>zan</t></rPh></is></c><c r="C1" t="str"><f>A1</f><v>Café &amp; thé</v></c><c r="D1" t="b"><v>1</v></c>\
            <c r="E1" t="e"><v>#N/A</v></c><c r="F1" t="n"><f>1+1</f><v>2</v></c></row>
            """
        #expect(
            try cells(TestWorkbook.xlsx(row, strings: ["x", "Au Coin"])) == [
                ["Au Coin", "Le Zinc", "Café & thé", "VRAI", "", "2"]
            ])
    }

    @Test("rows and columns keep their place") func places() throws {
        let rows =
            "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row><row r=\"5\"><c r=\"AA5\"><v>2</v></c><c r=\"AB5\"><v>3</v></c></row>"
        let text = String(decoding: try Workbook.csv(TestWorkbook.xlsx(rows).file, limits), as: UTF8.self)
        // Text beyond the last column is one more cell.
        #expect(text == "\n\"\";\"1\"\n\n\n" + String(repeating: "\"\";", count: 10) + "\"3\"\n")
    }

    @Test("a line break in a cell starts no new line of the text") func breaks() throws {
        let text = try #require(try cells(TestWorkbook.xlsx(TestWorkbook.rows([["a\nb \"c\"", "d"]]))).first?.first)
        #expect(text == "a\u{2028}b \"\"c\"\"")
    }

    @Test("the first visible sheet is read") func hidden() throws {
        let sheets = """
            <sheet name="B" state="hidden" r:id="r9"/><sheet name="C" state="veryHidden" r:id="r9"/>\
            <sheet name="A" state="visible" r:id="r1"/><sheet name="D" r:id="r9"/>
            """
        let rows = TestWorkbook.rows([["Zinc"]])
        #expect(try cells(TestWorkbook.xlsx(rows, sheets: sheets)) == [["Zinc"]])
        let none = "<sheet name=\"B\" state=\"hidden\" r:id=\"r9\"/>"
        #expect(try cells(TestWorkbook.xlsx(rows, sheets: none)) == [])
    }

    @Test(
        "a number is as the sheet shows it",
        arguments: [
            ("474000001", "General", "474000001"), ("4.74000001E8", "General", "474000001"),
            ("33474000001", "General", "33474000001"), ("3.3474000001E10", "0.00E+00", "33474000001"),
            ("474000001", "0#&quot; &quot;##&quot; &quot;##&quot; &quot;##&quot; &quot;##", "04 74 00 00 01"),
            ("474000001", "0#\\ ##\\ ##\\ ##\\ ##", "04 74 00 00 01"), ("1000", "00000", "01000"),
            ("75011", "00000", "75011"),
            ("1000", "#,##0", "1\u{202F}000"), ("48.858758299999998", "General", "48.8587583"), ("12", "@", "12"),
            ("0.5", "0%", "50%"), ("3.14159", "0.00", "3.14"), ("3", "0.##", "3"), ("-2.5", "0.0", "-2.5"),
            ("-2", "0;(0)", "(2)"), ("5", "0;-0;&quot;nul&quot;", "5"), ("0", "0;-0;&quot;nul&quot;", "nul"),
            ("12.5", "#,##0.00\\ [$€-40C]", "12.50 €"), ("5550001", "[&lt;=9999999]###\\-####;0000000000", "555-0001"),
            ("1.0E-4", "General", "0.0001"), ("1E20", "General", "100000000000000000000"), ("0.5", "# ?/?", "0.5"),
            ("texte", "0", "texte"),
        ])
    func numbers(_ value: String, _ format: String, _ expected: String) throws {
        #expect(try shown("<c s=\"1\"><v>\(value)</v></c>", formats: [format]) == expected)
    }

    @Test(
        "dates and times are ISO 8601, whatever the format",
        arguments: [
            ("46083", "dd/mm/yyyy", "2026-03-02"), ("46083", "[$-40C]d\\ mmmm\\ yyyy;@", "2026-03-02"),
            ("46083.375", "dd/mm/yy\\ hh:mm", "2026-03-02 09:00"), ("0.375", "h:mm", "09:00"),
            ("0.77083333333333337", "hh:mm", "18:30"), ("1", "dd/mm/yyyy", "1900-01-01"), ("60", "mmmm", "1900-02-28"),
            ("61", "dd/mm/yyyy", "1900-03-01"), ("-1", "dd/mm/yyyy", "-1"), ("5", "0&quot; jours&quot;", "5 jours"),
        ])
    func dates(_ value: String, _ format: String, _ expected: String) throws {
        #expect(try shown("<c s=\"1\"><v>\(value)</v></c>", formats: [format]) == expected)
    }

    @Test("a style that does not exist is the general one") func unknownStyle() throws {
        #expect(try shown("<c s=\"99\"><v>1</v></c>") == "1")
        #expect(try shown("<c s=\"-1\"><v>1</v></c>") == "1")
    }
}

@Suite("A workbook of LibreOffice") struct ODSTests {
    private func table(_ rows: String, style: String = "") -> String {
        "<table:table table:style-name=\"\(style)\">\(rows)</table:table>"
    }

    private func text(_ text: String) -> String {
        "<table:table-cell office:value-type=\"string\"><text:p>\(text)</text:p></table:table-cell>"
    }

    @Test("numbers are as shown, dates as ISO 8601, comments are not read") func values() throws {
        let row = """
            <table:table-row><table:table-cell office:value-type="float" office:value="474000001"><text:p>04 74 00 00 01</text:p>\
            </table:table-cell><table:table-cell office:value-type="float" office:value="474000001"><text:p>4,74E+008</text:p>\
            </table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-02"><text:p>02/03/26</text:p>\
            </table:table-cell><table:table-cell office:value-type="time" office:time-value="PT09H30M00S"><text:p>9:30</text:p>\
            </table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>secret</text:p>\
            </office:annotation><text:p>Le<text:s text:c="2"/>Zinc</text:p><text:p>bis</text:p></table:table-cell>\
            </table:table-row>
            """
        #expect(
            try cells(TestWorkbook.ods(table(row))) == [
                ["04 74 00 00 01", "474000001", "2026-03-02", "09:30", "Le  Zinc\u{2028}bis"]
            ])
    }

    @Test("repeated cells and rows count; a million empty rows cost nothing") func repeats() throws {
        let rows = """
            <table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row>\
            <table:table-cell table:number-columns-repeated="2"/>\(text("Zinc"))<table:table-cell table:number-columns-repeated="16000"/>\
            </table:table-row><table:table-row table:number-rows-repeated="2">\(text("Coin"))</table:table-row>\
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>
            """
        let csv = String(decoding: try Workbook.csv(TestWorkbook.ods(table(rows)).file, limits), as: UTF8.self)
        #expect(csv == "\n\n\n\"\";\"\";\"Zinc\"\n\"Coin\"\n\"Coin\"\n")
    }

    @Test("the first visible sheet is read") func hidden() throws {
        let styles = "<style:style style:name=\"ta1\"><style:table-properties table:display=\"false\"/></style:style>"
        func row(_ word: String) -> String { "<table:table-row>\(text(word))</table:table-row>" }
        let tables = table(row("caché"), style: "ta1") + table(row("Zinc")) + table(row("après"))
        #expect(try cells(TestWorkbook.ods(tables, styles: styles)) == [["Zinc"]])
    }
}
