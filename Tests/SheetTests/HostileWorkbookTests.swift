import TestSupport
import Testing

@testable import Sheet

/// Workbooks made to deceive or to cost much.
@Suite("A hostile workbook") struct HostileWorkbookTests {
    private func problem(_ file: [UInt8], unpackedBytes: Int = 1 << 20) -> Workbook.Problem? {
        let limits = Workbook.Limits(rows: 100, columns: 10, unpackedBytes: unpackedBytes)
        do throws(Workbook.Problem) {
            _ = try Workbook.csv(file, limits)
            return nil
        } catch { return error }
    }

    private func problem(sheet: String) -> Workbook.Problem? { problem(TestWorkbook.xlsx(sheet).file) }

    @Test("an archive without a workbook says so") func archives() {
        #expect(problem(ZipFile([("lisez-moi.txt", "bonjour")]).file) == .noWorkbook)
        #expect(problem(ZipFile([("word/document.xml", "<document/>")]).file) == .noWorkbook)
        #expect(problem(ZipFile([]).file) == .noWorkbook)
        #expect(problem([0x50, 0x4B, 3, 4]) != nil)
    }

    @Test("a workbook cut anywhere is an error, not a crash") func truncated() {
        let file = TestWorkbook.xlsx(TestWorkbook.rows([["Nom"], ["Zinc"]])).file
        for end in stride(from: 0, to: file.count - 1, by: 7) { _ = problem(Array(file[..<end])) }
        #expect(problem(Array(file[..<(file.count / 2)])) != nil)
    }

    @Test("bytes changed anywhere are at most an error") func changed() {
        let file = TestWorkbook.xlsx(TestWorkbook.rows([["Nom"], ["Zinc"]]), strings: ["a"], formats: ["0.00"]).file
        for index in stride(from: 0, to: file.count, by: 3) {
            var copy = file
            copy[index] ^= 0x55
            _ = problem(copy)
        }
    }

    @Test("parts that unpack to more than the limit are refused") func bomb() {
        let long = "<row><c t=\"inlineStr\"><is><t>" + String(repeating: "a", count: 200_000) + "</t></is></c></row>"
        #expect(problem(TestWorkbook.xlsx(long).file, unpackedBytes: 100_000) == .tooLarge)
        #expect(problem(TestWorkbook.xlsx(long).file) == nil)
    }

    @Test("a document type, and so any entity, is refused")
    func entities() {
        let laughs = """
            <!DOCTYPE x [<!ENTITY a "ha">\((1...20).map { "<!ENTITY a\($0) \"&a\($0 - 1 == 0 ? "" : String($0 - 1));&a;\">" }.joined())]>\
            <workbook>&a20;</workbook>
            """
        let outside = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><workbook>&f;</workbook>"
        for text in [laughs, outside, "<!DOCTYPE html><workbook/>"] {
            #expect(problem(ZipFile([("xl/workbook.xml", text)]).file) == .damaged)
        }
    }

    @Test("elements nested deeply are refused") func nested() {
        #expect(
            problem(sheet: String(repeating: "<x>", count: 5_000) + String(repeating: "</x>", count: 5_000)) == .damaged
        )
    }

    @Test(
        "references that exist in no sheet are refused",
        arguments: [
            "<row r=\"-1\"/>", "<row r=\"0\"/>", "<row r=\"1048577\"/>", "<row r=\"99999999999999999999\"/>",
            "<row r=\"x\"/>",
            "<row r=\"2\"/><row r=\"1\"/>", "<row><c r=\"A-1\"/></row>", "<row><c r=\"A0\"/></row>",
            "<row><c r=\"1\"/></row>",
            "<row><c r=\"AAAA1\"/></row>", "<row><c r=\"B1\"/><c r=\"A1\"/></row>",
            "<row><c t=\"s\"><v>1</v></c></row>",
            "<row><c t=\"s\"><v>-1</v></c></row>", "<row><c t=\"s\"><v>x</v></c></row>",
            "<row><c t=\"s\"><v>99999999999999999999</v></c></row>",
        ])
    func references(_ sheet: String) { #expect(problem(sheet: sheet) == .damaged) }

    @Test("a million columns are a few cells") func columns() throws {
        let row = "<row>" + String(repeating: "<c><v>1</v></c>", count: 60_000) + "</row>"
        let limits = Workbook.Limits(rows: 100, columns: 10, unpackedBytes: 1 << 20)
        let text = try Workbook.csv(TestWorkbook.xlsx(row).file, limits)
        #expect(text.count { $0 == UInt8(ascii: ";") } == 10)
        let repeated = """
            <table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p>\
            </table:table-cell></table:table-row></table:table>
            """
        #expect(try Workbook.csv(TestWorkbook.ods(repeated).file, limits).count { $0 == UInt8(ascii: ";") } == 10)
    }

    @Test("more rows than the limit are refused, also repeated ones") func rows() {
        #expect(problem(sheet: TestWorkbook.rows(Array(repeating: ["x"], count: 101))) == .tooManyRows)
        #expect(problem(sheet: TestWorkbook.rows(Array(repeating: ["x"], count: 100))) == nil)
        for count in ["1000000", "-1", "0", "99999999999999999999"] {
            let table = """
                <table:table><table:table-row table:number-rows-repeated="\(count)"><table:table-cell><text:p>x</text:p>\
                </table:table-cell></table:table-row></table:table>
                """
            let expected: Workbook.Problem = count == "1000000" ? .tooManyRows : .damaged
            #expect(problem(TestWorkbook.ods(table).file) == expected)
        }
    }
}
