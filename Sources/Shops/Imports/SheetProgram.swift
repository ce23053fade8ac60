import ChildProgram
import Shell

/// `chaland-sheet`, the program that reads workbooks, run as a limited child: a hostile workbook costs a child.
struct SheetProgram {
    /// Its absolute path.
    let path: String

    /// The first visible sheet of a workbook as CSV, row by row; `ImportReading.workbook` reads it.
    func csv(_ workbook: [UInt8]) throws(ImportFile.Problem) -> [UInt8] {
        let limits = ChildProgram.Limits(
            memory: SiteLimits.workbookMemory, cpuSeconds: SiteLimits.workbookSeconds,
            fileSize: SiteLimits.workbookTextBytes, deadline: .seconds(SiteLimits.workbookSeconds))
        let arguments = [
            SiteLimits.importLines + ImportFile.around, SiteLimits.importColumns, SiteLimits.workbookUnpackedBytes,
        ]
        do throws(ChildProgramError) {
            return try ChildProgram(path, package: "chaland")
                .run(arguments.map(String.init), input: workbook, limits: limits).bytes
        } catch {
            throw Self.problem(error)
        }
    }

    private static func problem(_ error: ChildProgramError) -> ImportFile.Problem {
        switch error {
        case .missing, .notStarted: .workbook(.unavailable)
        case .tooLarge: .workbook(.tooLarge)
        case .timedOut: .workbook(.tooCostly)
        // The exit statuses of Sheet’s `Workbook.Problem`; 127 when a library of the program is missing; else a signal.
        case .failed(let status, _):
            switch status {
            case 3: .notList(.archive)
            case 4: .workbook(.damaged)
            case 5: .tooManyLines
            case 6: .workbook(.tooLarge)
            case 126, 127: .workbook(.unavailable)
            default: .workbook(.tooCostly)
            }
        }
    }
}

/// A file as it is stored: a workbook as the text of its sheet.
struct ImportUpload: Sendable {
    let content: [UInt8]
    let file: ImportFile

    /// Reads a file that a person chose or pasted.
    init(_ bytes: [UInt8], _ chosen: ImportReading = ImportReading(), program: SheetProgram) throws(ImportFile.Problem)
    {
        guard FileKind.isZip(bytes) else {
            (content, file) = (bytes, try ImportFile(bytes, chosen))
            return
        }
        content = try program.csv(bytes)
        file = try ImportFile(content, chosen.ofWorkbook)
    }

    /// How the stored content is to be read.
    var reading: ImportReading {
        var reading = ImportReading()
        if file.reading.isWorkbook { reading = reading.ofWorkbook }
        return reading
    }
}

extension ImportReading {
    /// The reading of a sheet’s text.
    fileprivate var ofWorkbook: ImportReading {
        var reading = self
        (reading.isWorkbook, reading.encoding, reading.delimiter) = (true, .utf8, .semicolon)
        return reading
    }
}
