import Foundation
import HTTP
import Testing

@testable import Chaland
@testable import Shell

@Suite("In development") struct TemplateReloaderTests {
    /// A copy of templates and files to change.
    private func copy() throws -> String {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("chaland-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        for folder in ["Templates", "Public"] {
            try FileManager.default.copyItem(atPath: TestSite.home + "/" + folder, toPath: home + "/" + folder)
        }
        return home
    }

    private func change(_ file: String, _ edit: (String) -> String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try edit(text).write(toFile: file, atomically: true, encoding: .utf8)
        let later = Date().addingTimeInterval(5)
        try FileManager.default.setAttributes([.modificationDate: later], ofItemAtPath: file)
    }

    private func isUnchanged(_ reloader: inout TemplateReloader) throws -> Bool { try reloader.changed() == nil }

    @Test("a saved template shows at the next request, and so do its errors") func reloads() throws {
        let home = try copy()
        defer { try? FileManager.default.removeItem(atPath: home) }
        let file = home + "/Templates/error.html"
        var reloader = TemplateReloader(home: home, map: siteMap)
        #expect(try isUnchanged(&reloader))
        try change(file) { $0.replacing("lead", with: "lead big") }
        #expect(try !isUnchanged(&reloader))
        #expect(try isUnchanged(&reloader))
        try change(file) { $0.replacing("{{advice}}", with: "{{advise}}") }
        try FileManager.default.setAttributes([.modificationDate: Date().addingTimeInterval(9)], ofItemAtPath: file)
        #expect(throws: (any Error).self) { try reloader.changed() }
    }

    @Test("the gallery of components is not found outside development") func gallery() async throws {
        #expect(try await TestSite().as(.president).get("/style").status == .notFound)
    }
}
