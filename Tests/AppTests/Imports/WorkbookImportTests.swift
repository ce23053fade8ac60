import HTTP
import TestSupport
import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("A workbook as a list of shops") struct WorkbookImportTests {
    let site: TestSite
    let president: Browser

    init() throws {
        site = try TestSite()
        president = site.as(.president)
    }

    private func send(_ file: [UInt8]) async throws -> Answer {
        let body = Multipart("file", fileName: "boutiques.xlsx", file)
        return try await president.send(.post, "/boutiques/importer", fields: body.fields, body: body.bytes)
    }

    private static let list = """
        <row r="1"><c t="inlineStr"><is><t>Les commerces</t></is></c></row>
        <row r="3"><c t="inlineStr"><is><t>Enseigne</t></is></c><c t="inlineStr"><is><t>Code postal</t></is></c>\
        <c t="inlineStr"><is><t>Téléphone</t></is></c></row>
        <row r="4"><c t="inlineStr"><is><t>Le Zinc</t></is></c><c s="1"><v>1000</v></c><c><v>4.74000001E8</v></c></row>
        <row r="6"><c t="inlineStr"><is><t>Au; Coin</t></is></c><c s="1"><v>1000</v></c></row>
        """

    @Test("is previewed and confirmed like a text; line numbers are those of the sheet") func imports() async throws {
        let answer = try await send(TestWorkbook.xlsx(Self.list, formats: ["00000"]).file)
        let path = try #require(answer.location)
        let preview = try await president.get(path).text
        #expect(preview.contains("2 boutiques à créer"))
        #expect(preview.contains("name=\"take-6\""))
        #expect(!preview.contains("name=\"delimiter\""), "how the text is written is no question")
        _ = try await president.post(path + "/confirmation")
        #expect(
            try site.text("SELECT group_concat(name || postcode || phone, '|') FROM shop WHERE id > 2")
                == "Le Zinc0100004 74 00 00 01|Au; Coin01000")
    }

    @Test("of LibreOffice is read too") func libreOffice() async throws {
        func cell(_ text: String) -> String { "<table:table-cell><text:p>\(text)</text:p></table:table-cell>" }
        func row(_ cells: [String]) -> String { "<table:table-row>" + cells.map(cell).joined() + "</table:table-row>" }
        let rows = row(["Nom", "Ville"]) + row(["Le Zinc", "Bourg"])
        let answer = try await send(TestWorkbook.ods("<table:table>\(rows)</table:table>").file)
        #expect(try await president.get(try #require(answer.location)).text.contains("1 boutique à créer"))
    }

    @Test("is read by the command") func command() throws {
        let report = try ShopImport.run(
            TestWorkbook.xlsx(Self.list, formats: ["00000"]).file, fileName: "boutiques.xlsx", on: site.site.database,
            home: TestSite.home, sheetProgram: Program.folder + "/chaland-sheet", dryRun: true)
        #expect(report.created == 2)
    }

    /// A zip bomb: 400 KB that unpack to 63 MiB of spaces.
    private static let bomb: [UInt8] = {
        // A fixed-Huffman block: one space, then matches of length 258 at distance 1, then the end of the block.
        var bits = DeflateBits()
        bits.literal(0x20)
        let matches = 256_000
        for _ in 0..<matches { bits.longestMatch() }
        var zip = ZipFile()
        zip.add("xl/workbook.xml", bits.finished(), deflated: 1 + matches * 258, crc: 0)
        return zip.file
    }()

    @Test("a bomb, a damaged and a wrong archive cost one refused form, with a sentence") func hostile() async throws {
        let files: [([UInt8], String)] = [
            (Self.bomb, "beaucoup trop gros"), (ZipFile([("xl/workbook.xml", "<workbook")]).file, "abîmé"),
            (ZipFile([("lisez-moi.txt", "bonjour")]).file, "archive (zip)"),
            (TestWorkbook.xlsx(TestWorkbook.rows(Array(repeating: ["x"], count: 5_100))).file, "5\u{202F}000 lignes"),
            (TestWorkbook.xlsx("").file, "aucune boutique"),
        ]
        for (file, sentence) in files {
            let answer = try await send(file)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(sentence), "\(sentence)")
        }
        #expect(try await president.get("/boutiques/importer").status == .ok)
    }

    @Test("a missing program is named") func missing() {
        #expect(throws: ImportFile.Problem.workbook(.unavailable)) {
            try ImportUpload(
                TestWorkbook.xlsx(Self.list).file, program: SheetProgram(path: "/nonexistent/chaland-sheet"))
        }
        #expect(throws: ImportFile.Problem.workbook(.tooCostly), "a program that ends otherwise") {
            try ImportUpload(TestWorkbook.xlsx(Self.list).file, program: SheetProgram(path: "/bin/false"))
        }
    }
}

/// The bits of one block with fixed Huffman codes (RFC 1951, 3.2.6).
private struct DeflateBits {
    private var bytes: [UInt8] = []
    private var (current, count) = (UInt8(0), 0)

    /// The last block, with fixed codes.
    init() { for bit in [1, 1, 0] { add(bit) } }

    private mutating func add(_ bit: Int) {
        current |= UInt8(bit) << count
        count += 1
        if count == 8 {
            bytes.append(current)
            (current, count) = (0, 0)
        }
    }

    /// Huffman codes are written from their highest bit.
    private mutating func code(_ code: Int, _ length: Int) {
        for bit in (0..<length).reversed() { add(code >> bit & 1) }
    }

    mutating func literal(_ byte: UInt8) { code(0x30 + Int(byte), 8) }

    /// Length 258 (code 285), distance 1 (code 0).
    mutating func longestMatch() {
        code(0xC0 + 285 - 280, 8)
        code(0, 5)
    }

    func finished() -> [UInt8] {
        var copy = self
        copy.code(0, 7)
        while copy.count > 0 { copy.add(0) }
        return copy.bytes
    }
}
