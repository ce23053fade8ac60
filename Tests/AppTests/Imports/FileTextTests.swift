@testable import Shell
@testable import Shops
import Testing

@testable import Chaland

@Suite("Reading the bytes of a file") struct FileTextTests {
    @Test("accents and the euro sign are decoded from every encoding of spreadsheets")
    func encodings() {
        let text = "Pâtisserie œuf 5 €"
        let wide = Array(text.utf16)
        #expect(FileText.decode(Array(text.utf8)) == text)
        #expect(FileText.decode([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == text)
        #expect(FileText.decode([0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == text)
        #expect(FileText.decode([0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == text)
        let windows: [UInt8] = [0x50, 0xE2] + Array("tisserie ".utf8) + [0x9C] + Array("uf 5 ".utf8) + [0x80]
        #expect(FileText.decode(windows) == text)
    }

    @Test("a workbook, a PDF and an empty file are refused")
    func notText() {
        #expect(throws: ImportFile.Problem.notText) { try ImportFile(Array("PK".utf8) + [3, 4, 0, 0]) }
        #expect(throws: ImportFile.Problem.notText) { try ImportFile(Array("%PDF-1.7".utf8)) }
        #expect(throws: ImportFile.Problem.noLines) { try ImportFile([]) }
        #expect(throws: ImportFile.Problem.noLines) { try ImportFile(Array("Nom;Adresse\n\n;;\n".utf8)) }
        let long = "Nom\n" + String(repeating: "Boutique\n", count: SiteLimits.importLines + 1)
        #expect(throws: ImportFile.Problem.tooManyLines) { try ImportFile(Array(long.utf8)) }
    }
}
