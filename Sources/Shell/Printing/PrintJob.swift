import Base
import ChildProgram
import Cryptography
import HTTP
import SQLite

/// Sheets to be made into one PDF.
package struct PrintJob: Sendable {
    /// Equal for equal sheets, and for nothing else.
    let key: [UInt8]
    /// The number of sheets, at least one.
    let count: Int
    /// Stored pictures that the sheets show, by the name of their file in the SVG.
    let shown: [String: Rendition]
    /// The SVG of a sheet, one page.
    let sheet: @Sendable (Int, PrintFonts) throws -> [UInt8]

    /// - Parameters:
    ///   - content: all that the sheets show: jobs with the same content are the same.
    ///   - count: how many sheets, at least one.
    ///   - shown: stored pictures that the sheets show, `["logo.png": …]`.
    package init(
        content: String, count: Int, showing shown: [String: Rendition] = [:],
        sheet: @escaping @Sendable (Int, PrintFonts) throws -> [UInt8]
    ) {
        let names = shown.sorted { $0.key < $1.key }.map { $0.key + $0.value.name }
        key = Cryptography.sha256(Array("\(content) \(names)".utf8))
        (self.count, self.shown, self.sheet) = (count, shown, sheet)
    }

    /// The program that makes the PDF.
    static let program = ChildProgram("rsvg-convert", package: "librsvg2-bin")
    /// 400 letters take 2 s of CPU time, 22 MB of memory and 2 MB of PDF.
    static let limits = ChildProgram.Limits(
        memory: 1 << 30, cpuSeconds: 60, fileSize: SiteLimits.printBytes, deadline: .seconds(SiteLimits.printSeconds))

    /// Draws the sheets, then has them made into a PDF. Blocks.
    /// - Throws: `ChildProgramError`; what `sheet` throws.
    func pdf(reading database: Database, drawn: (Int) -> Void) throws -> [UInt8] {
        let fonts = try PrintFonts()
        let pictures = try Rendition.files(shown, in: database.makeReader())
        let sheets = try (0..<count).map { number in
            let name = String(repeating: "0", count: 5 - String(number).count) + "\(number).svg"
            let file = ChildProgram.File(name, try sheet(number, fonts))
            drawn(number + 1)
            return file
        }
        let output = try PrintJob.program.run(
            ["--format", "pdf", "--output", "sheets.pdf"] + sheets.map(\.name), files: sheets + pictures,
            wanted: ["sheets.pdf"],
            limits: PrintJob.limits)
        guard let pdf = output.files["sheets.pdf"] else {
            throw ChildProgramError.failed(status: 0, message: "no PDF")
        }
        return pdf
    }
}
