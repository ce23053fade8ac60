import Foundation
import Testing

@testable import Chaland
@testable import Shell

/// Offices are compared in the People folder only. Elsewhere a Swift line names one only to give or end it
/// (`Office.secretary.give(…)`), and no template, SQL or string does: they check rights.
@Suite("Offices are compared in one place") struct OfficeGateTests {
    private static let cases = Office.allCases.map { "\($0)" }.joined(separator: "|")

    /// The lines of a source or template that name an office.
    private func offences(in text: String) throws -> [String] {
        let offices = Self.cases
        let stored = Office.allCases.map(\.rawValue).joined(separator: "|")
        let capitalised = offices.split(separator: "|").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let patterns = try [
            "\\.(\(offices))\\b", "[\"'](\(stored))[\"']", "\\bis(\(capitalised.joined(separator: "|")))\\b",
            "\\.role\\b", "\\{\\{[#^](\(offices))\\}\\}",
        ].map { try Regex($0) }
        let giving = try Regex("Office\\.(\(offices))\\.(give|end)\\(")
        return text.split(separator: "\n").map(String.init).filter { line in
            let rest = line.replacing(giving, with: "")
            return patterns.contains { rest.contains($0) }
        }
    }

    @Test("no other source and no template names one") func sources() throws {
        var count = 0
        for (folder, ending) in [("Sources", ".swift"), ("Templates", ".html")] {
            let root = TestSite.home + "/" + folder
            for case let file as String in try #require(FileManager.default.enumerator(atPath: root))
            where file.hasSuffix(ending) && !file.hasPrefix("Shell/People/") {
                count += 1
                let found = try offences(in: String(contentsOfFile: root + "/" + file, encoding: .utf8))
                #expect(found == [], "\(folder)/\(file)")
            }
        }
        #expect(count > 200)
    }

    @Test(
        "a line that compares one is found",
        arguments: [
            "if office == .treasurer {", "case .vicePresident: true", "guard held.office == Office.secretary else {",
            "WHERE office = 'shopkeeper'", "if name == \"board-member\" {", "{{#isPresident}}", "{{^isShopkeeper}}",
            "let isTreasurer = true", "member.role == x", "{{#staff}}", "[Office.staff]",
        ])
    func planted(_ line: String) throws {
        #expect(try offences(in: "let a = 1\n\(line)\n") == [line])
    }

    @Test(
        "a line that checks a right, or gives an office, is not reported",
        arguments: [
            "member.may(.moderate)", "try Office.staff.give(to: id, for: scope, at: now, in: db)", "{{#canModerate}}",
            "try Office.president.end(of: id, at: now, in: db)",
        ])
    func allowed(_ line: String) throws {
        #expect(try offences(in: line) == [])
    }
}
