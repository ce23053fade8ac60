import Testing

@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("Reading the bytes of a file") struct FileTextTests {
    @Test("accents and the euro sign are decoded from every encoding of spreadsheets")
    func encodings() {
        let text = "Pâtisserie œuf 5 €"
        let wide = Array(text.utf16)
        #expect(decode(Array(text.utf8)) == text)
        #expect(decode([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == text)
        #expect(decode([0xFF, 0xFE] + wide.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == text)
        #expect(decode([0xFE, 0xFF] + wide.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == text)
        let windows: [UInt8] = [0x50, 0xE2] + Array("tisserie ".utf8) + [0x9C] + Array("uf 5 ".utf8) + [0x80]
        #expect(decode(windows) == text)
    }

    @Test("text that was saved as UTF-8 twice gets its accents back; other text with such letters stays")
    func twice() throws {
        let once = "Crêperie « L’Été », 5 €"
        let saved = TextEncoding.windows1252.decode(ArraySlice(once.utf8))
        #expect(saved.contains("CrÃªperie"))
        #expect(FileText(Array(saved.utf8)).text == once)
        #expect(FileText(Array(saved.utf8)).encoding == .utf8Twice)
        #expect(FileText(Array(saved.utf8), as: .utf8).text == saved)
        for kept in [once, "Ãgua", "Â", "São Paulo «Ã»", "plain", "日本 Ã©"] { #expect(decode(Array(kept.utf8)) == kept) }
    }

    private func decode(_ bytes: [UInt8]) -> String { FileText(bytes).text }

    @Test("an empty file and a long one are refused")
    func limits() {
        #expect(throws: ImportFile.Problem.noLines) { try ImportFile([]) }
        #expect(throws: ImportFile.Problem.noLines) { try ImportFile(Array("Nom;Adresse\n\n;;\n".utf8)) }
        let long = "Nom\n" + String(repeating: "Boutique\n", count: SiteLimits.importLines + 1)
        #expect(throws: ImportFile.Problem.tooManyLines) { try ImportFile(Array(long.utf8)) }
    }

    private static let list = """
        Nom;Métier;Adresse
        Épicerie de l’Hôtel;Primeur à vélo;8 rue des Frères-Noël
        Café « Le Châtelet »;Crêperie;3 cité du Maïs, 2ᵉ
        """

    /// The bytes of a text in an encoding of one byte.
    private func bytes(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
        try text.unicodeScalars.map { scalar in
            guard scalar.value >= 0x80 else { return UInt8(scalar.value) }
            return UInt8(0x80 + (try #require(encoding.upper.firstIndex(of: scalar), "\(scalar)")))
        }
    }

    @Test("each encoding of one byte is recognised by its French", arguments: TextEncoding.singleByte)
    func singleByte(_ encoding: TextEncoding) throws {
        // CP850 has neither œ nor a curly apostrophe; ISO 8859-15 has œ.
        let marks: [TextEncoding: String] = [.cp850: "’'", .latin9: "’'", .windows1252: "", .macRoman: ""]
        var text = Self.list.replacing("ᵉ", with: "e")
        if marks[encoding]?.isEmpty == false { text = text.replacing("’", with: "'") }
        if encoding == .latin9 { text += "\nLa Sœur;Bœuf à 5 €;1 rue Haute\n" }
        let file = FileText(try bytes(text, encoding))
        #expect(file.text == text)
        #expect(file.encoding == encoding)
        #expect(file.otherLines == [])
    }

    @Test("one accent is enough") func short() {
        #expect(FileText([0x43, 0x61, 0x66, 0x8E]).text == "Café", "Mac Roman")
        #expect(FileText([0x43, 0x61, 0x66, 0x82, 0x73]).text == "Cafés", "CP850")
        #expect(FileText([0x43, 0x61, 0x66, 0xE9]).text == "Café", "Windows-1252")
    }

    @Test("UTF-16 without a mark is read") func wide() {
        let units = Array("Nom;Métier\nCafé;Bar\n".utf16)
        #expect(FileText(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }).encoding == .utf16LittleEndian)
        #expect(FileText(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }).text == "Nom;Métier\nCafé;Bar\n")
    }

    @Test("a file that mixes encodings is read line by line, and the fewer lines are named") func mixed() throws {
        let mixed =
            Array("Nom;Métier\nCafé;Crêperie\n".utf8) + (try bytes("Épicerie;Primeur à vélo\n", .windows1252))
            + Array("Pâtissier;Thés\n".utf8)
        let file = FileText(mixed)
        #expect(file.text == "Nom;Métier\nCafé;Crêperie\nÉpicerie;Primeur à vélo\nPâtissier;Thés\n")
        #expect(file.otherLines == [3])
        let lines = try ImportFile(mixed).lines(ImportChoices())
        #expect(lines.filter { $0.remarks.contains(.otherEncoding) }.map(\.number) == [3])
    }

    @Test("a chosen encoding wins over the guess") func chosen() {
        #expect(FileText([0x43, 0x61, 0x66, 0x8E], as: .windows1252).text == "CafŽ")
    }
}
