import Testing

@testable import Chaland
@testable import Shops

@Suite("A file that is no list is refused for what it is") struct FileKindTests {
    private func problem(_ bytes: [UInt8]) -> ImportFile.Problem? {
        do {
            _ = try ImportFile(bytes)
            return nil
        } catch { return error }
    }

    @Test(
        "text of another kind",
        arguments: [
            ("{ \"type\": \"FeatureCollection\",\n \"features\": [] }", FileKind.json),
            ("{\"nom\":\"Le Zinc\",\"ville\":\"Bourg\"}", .json), ("\u{FEFF}[ {\"nom\": \"Le Zinc\"} ]", .json),
            ("\n\n[\"Le Zinc\",\"Au Coin\"]", .json), ("<!DOCTYPE html>\n<html><body>…", .webPage),
            ("<table><tr><td>Nom</td></tr></table>", .webPage),
            ("<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html>", .webPage),
            ("<?xml version=\"1.0\"?><kml/>", .xml), ("<kml xmlns=\"http://www.opengis.net/kml/2.2\">", .xml),
            ("BEGIN:VCARD\nVERSION:3.0\nFN:Le Zinc\n", .vCard), ("BEGIN:VCALENDAR\n", .vCard),
            ("-- phpMyAdmin SQL Dump\n", .sql), ("INSERT INTO shops VALUES (1, 'Zinc');", .sql),
        ])
    func text(_ content: String, _ kind: FileKind) {
        #expect(problem(Array(content.utf8)) == .notList(kind))
        let units = [0xFEFF] + Array(content.utf16)
        #expect(problem(units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == .notList(kind), "in UTF-16")
    }

    @Test(
        "bytes of another kind",
        arguments: [
            (Array("%PDF-1.7\n".utf8), FileKind.pdf), ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], .picture),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], .picture), (Array("GIF89a".utf8), .picture),
            (Array("RIFF1234WEBPVP8 ".utf8), .picture), ([0, 0, 0, 24] + Array("ftypheic".utf8), .picture),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], .oldWorkbook),
            (Array("{\\rtf1".utf8), .wordProcessing),
            ([0x1F, 0x8B, 8], .archive), ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0], .binary),
        ])
    func bytes(_ content: [UInt8], _ kind: FileKind) { #expect(problem(content) == .notList(kind)) }

    @Test(
        "a list may begin with a bracket or a placeholder",
        arguments: [
            "[Brouillon];12 rue A\nZinc;3 quai\n", "<Nul>;12 rue A\nZinc;3 quai\n", "{Zinc};12 rue A\nB;3 quai\n",
        ])
    func lists(_ content: String) { #expect(problem(Array(content.utf8)) == nil) }
}
