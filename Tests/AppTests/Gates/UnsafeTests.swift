import Foundation
import Testing

/// Pointers and unchecked accesses belong to the technology targets (HTTP, HTTPServer, HTMLTemplate, SQLite, Web, Gzip,
/// Cryptography, ChildProgram, CLinux), not to the product.
@Suite("No unsafe code in the product") struct UnsafeTests {
    static let folders = [
        "Base", "Shell", "Shops", "Encounters", "Projects", "Chaland", "ChalandDemo", "ChalandCommand",
    ]
    /// libqrencode returns a C struct with a pointer to its modules.
    private static let exceptions = ["Base/QRCode.swift": [".pointee"]]
    private static let words = [
        "@exclusivity", "unsafe", "Unsafe", "withMemoryRebound", "OpaquePointer", ".pointee", "withUTF8",
        "withTextBytes",
    ]

    /// The forbidden words in `text`, each with its line, comments left out.
    private func findings(in text: String, allowing allowed: [String] = []) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number, line in
            let code = line.firstRange(of: "//").map { line[..<$0.lowerBound] } ?? line
            return Self.words.filter { code.contains($0) && !allowed.contains($0) }.map { "line \(number + 1): \($0)" }
        }
    }

    @Test("no source of the product uses a pointer or an unchecked access", arguments: folders)
    func product(_ folder: String) throws {
        let sources = TestSite.home + "/Sources/"
        let files = try #require(FileManager.default.enumerator(atPath: sources + folder))
        var count = 0
        for case let file as String in files where file.hasSuffix(".swift") {
            count += 1
            let name = folder + "/" + file
            let text = try String(contentsOfFile: sources + name, encoding: .utf8)
            #expect(findings(in: text, allowing: Self.exceptions[name] ?? []) == [], "\(name)")
        }
        #expect(count > 0, "Sources/\(folder) has no source")
    }

    @Test(
        "each of these is found",
        arguments: [
            "@exclusivity(unchecked) var count = 0", "init(bytes: UnsafeBufferPointer<UInt8>) {}",
            "String(unsafeUninitializedCapacity: 4) { _ in 0 }", "withUnsafeBytes(of: value) { $0.count }",
            "nonisolated(unsafe) static var cache = 0", "unsafeDowncast(page, to: Page.self)",
            "pointer.withMemoryRebound(to: Int.self, capacity: 1) {}", "row.withTextBytes(0) { $0.count }",
        ])
    func planted(_ line: String) {
        #expect(!findings(in: "let one = 1\n    \(line)").isEmpty)
        #expect(findings(in: "// \(line)").isEmpty)
    }
}
