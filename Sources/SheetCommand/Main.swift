import Glibc
import Sheet

/// `chaland-sheet ROWS COLUMNS BYTES < workbook > rows.csv`: a program of its own, because a hostile workbook may cost
/// all its memory and time, and because `chaland` starts faster without the two libraries (docs/decisions).
@main enum Main {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard numbers.count == 3 else {
            output("usage: chaland-sheet ROWS COLUMNS BYTES < workbook\n".utf8.map { $0 }, to: STDERR_FILENO)
            exit(2)
        }
        let limits = Workbook.Limits(rows: numbers[0], columns: numbers[1], unpackedBytes: numbers[2])
        do throws(Workbook.Problem) {
            output(try Workbook.csv(standardInput(), limits), to: STDOUT_FILENO)
        } catch { exit(error.rawValue) }
    }

    private static func standardInput() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0 { exit(1) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    private static func output(_ bytes: [UInt8], to file: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { exit(1) }
            rest = rest.dropFirst(count)
        }
    }
}
