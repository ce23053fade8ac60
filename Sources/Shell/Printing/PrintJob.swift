import Base
import ChildProgram
import Cryptography
import HTTP

/// Sheets to be made into one PDF.
package struct PrintJob: Sendable {
    /// Equal for equal sheets, and for nothing else.
    let key: [UInt8]
    /// How many sheets.
    let count: Int
    /// The SVG of a sheet, one page.
    let sheet: @Sendable (Int, PrintFonts) throws -> [UInt8]

    /// - Parameters:
    ///   - content: all that the sheets show, to recognise the same job.
    ///   - count: how many sheets, at least one.
    package init(content: String, count: Int, sheet: @escaping @Sendable (Int, PrintFonts) throws -> [UInt8]) {
        key = Cryptography.sha256(Array(content.utf8))
        (self.count, self.sheet) = (count, sheet)
    }

    /// The program that makes the PDF.
    static let program = ChildProgram("rsvg-convert", package: "librsvg2-bin")
    /// 400 letters take 2 s of CPU time, 22 MB of memory and 2 MB of PDF.
    static let limits = ChildProgram.Limits(
        memory: 1 << 30, cpuSeconds: 60, fileSize: SiteLimits.printBytes, deadline: .seconds(SiteLimits.printSeconds))

    /// Draws the sheets, then has them made into a PDF. Blocks.
    /// - Throws: `ChildProgramError`; what `sheet` throws.
    func pdf(drawn: (Int) -> Void) throws -> [UInt8] {
        let fonts = try PrintFonts()
        let files = try (0..<count).map { number in
            let name = String(repeating: "0", count: 5 - String(number).count) + "\(number).svg"
            let file = ChildProgram.File(name, try sheet(number, fonts))
            drawn(number + 1)
            return file
        }
        let output = try PrintJob.program.run(
            ["--format", "pdf", "--output", "sheets.pdf"] + files.map(\.name), files: files, wanted: ["sheets.pdf"],
            limits: PrintJob.limits)
        guard let pdf = output.files["sheets.pdf"] else {
            throw ChildProgramError.failed(status: 0, message: "no PDF")
        }
        return pdf
    }
}
