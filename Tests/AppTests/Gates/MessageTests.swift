import Foundation
import HTMLTemplate
import Testing

@testable import Chaland
@testable import Shell

@Suite("Messages") struct MessageTests {
    private let french: Messages
    private let english: Messages

    init() throws {
        french = try MessageFiles.load("fr", below: TestSite.home + "/Templates")
        english = try MessageFiles.load("en", below: TestSite.home + "/Templates")
    }

    @Test("exist in French and in English, with the same placeholders") func bothLanguages() {
        // French contracts «de» with the article of a name: «des Vitrines».
        let contracted = "only one locale uses {associationAfterDe}, {associationName}"
        #expect(french.differences(from: english).filter { !$0.hasSuffix(contracted) } == [])
    }

    @Test("follow French typography") func typography() {
        for (key, text) in french.texts {
            #expect(FrenchTypography.problems(in: text) == [], "\(key): \(text)")
        }
    }

    @Test("exist for every key in the sources") func keysInSources() throws {
        let sources = TestSite.home + "/Sources"
        let files = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        var count = 0
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOfFile: sources + "/" + file, encoding: .utf8)
            for match in text.matches(of: /say\(\s*"([^"\\]+)"/) {
                count += 1
                let key = String(match.1)
                // A key that ends in a dot is completed at run time.
                let isThere = key.hasSuffix(".") ? french.keys.contains { $0.hasPrefix(key) } : french[key] != nil
                #expect(isThere, "\(file) says «\(key)», which no message file has")
            }
        }
        #expect(count > 50)
    }

    @Test("with wrong typography are found") func plantedViolation() {
        #expect(FrenchTypography.problems(in: "Pourquoi ?") != [])
    }
}
