import Foundation
import HTTP
import TestSupport
import Testing

@testable import Shell

/// A PDF, read with poppler-utils and zbar-tools.
struct PDF {
    private let folder: String
    let byteCount: Int
    private var file: String { folder + "/file.pdf" }

    init(_ bytes: [UInt8]) throws {
        byteCount = bytes.count
        folder = NSTemporaryDirectory() + "chaland-pdf-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: file))
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    /// Its text, a form feed after each page.
    func text(_ options: String...) throws -> String { try run("pdftotext", options + [file, "-"]) }

    var pageCount: Int {
        get throws {
            let match = try run("pdfinfo", [file]).firstMatch(of: /Pages: +(\d+)/)
            return Int(try #require(match).1) ?? 0
        }
    }

    /// The codes to scan on a page, as a phone reads them.
    func codes(page: Int) throws -> Set<String> {
        let image = folder + "/page"
        _ = try run("pdftoppm", ["-r", "110", "-gray", "-singlefile", "-f", "\(page)", "-l", "\(page)", file, image])
        return Set(try run("zbarimg", ["--raw", "-q", image + ".pgm"]).split(separator: "\n").map(String.init))
    }

    /// The words of a page with the edges of their boxes, in points.
    func words(page: Int) throws -> [(text: String, left: Double, right: Double, bottom: Double)] {
        try text("-bbox", "-f", "\(page)", "-l", "\(page)").matches(
            of: /<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/
        ).map { (String($0.4), Double($0.1) ?? 0, Double($0.2) ?? 0, Double($0.3) ?? 0) }
    }

    /// How many pictures are embedded in a page, without their masks.
    func pictureCount(page: Int) throws -> Int {
        try run("pdfimages", ["-list", "-f", "\(page)", "-l", "\(page)", file]).split(separator: "\n")
            .count { $0.contains(/^ *\d+ +\d+ +image\b/) }
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) failed: is its package installed?")
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TestSite {
    /// Waits until no PDF is being made.
    func awaitPrints() async { #expect(await eventually { !self.site.prints.isWorking }) }

    /// Waits until the PDF that a page offers is ready, and saves it.
    func savePDF(of page: String, as browser: Browser) async throws -> PDF {
        await awaitPrints()
        let shown = try await browser.get(page).text
        let link = try #require(shown.firstMatch(of: /href="([^"]+)" download/), "\(shown)").1
        let answer = try await browser.get(String(link).replacing("&amp;", with: "&"))
        try #require(answer.status == .ok && answer.fields[.contentType] == "application/pdf")
        return try PDF(answer.bytes)
    }
}
