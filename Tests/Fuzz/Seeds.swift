import Foundation

/// The seeds: `Seeds/NAME.txt`, one input a line, with the escapes of `Tests/Corpus`; for heads and chunked bodies also
/// the corpus. Add each finding as a line.
enum Seeds {
    static func of(_ target: FuzzTarget) -> [[UInt8]] {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let own = lines(of: here.appending(path: "Seeds/\(target.rawValue).txt")).filter { !$0.hasPrefix("#") }
        var seeds = own.map { unescape($0) }
        if target == .head || target == .chunked {
            let corpus = here.appending(path: "../Corpus")
            let files =
                (try? FileManager.default.contentsOfDirectory(at: corpus, includingPropertiesForKeys: nil)) ?? []
            for file in files.sorted(by: { $0.path < $1.path }) where file.pathExtension == "http" {
                // The first byte selects the size of the pieces: three bytes.
                seeds += wires(of: lines(of: file)).map { [3] + $0 }
            }
        }
        return seeds
    }

    private static func wires(of lines: [String]) -> [[UInt8]] {
        lines.split { $0.hasPrefix("### ") }
            .map { $0.filter { $0.hasPrefix("> ") }.flatMap { unescape(String($0.dropFirst(2))) } }
            .filter { !$0.isEmpty }
    }

    private static func lines(of file: URL) -> [String] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    /// Decodes every escape except repetition, which only the corpus of limits uses.
    static func unescape(_ text: String) -> [UInt8] {
        let simple: [UInt8: UInt8] = [0x72: 13, 0x6E: 10, 0x74: 9, 0x30: 0, 0x5C: 0x5C, 0x73: 0x20]
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x5C, let mark = rest.first else {
                bytes.append(byte)
                continue
            }
            rest.removeFirst()
            if let plain = simple[mark] {
                bytes.append(plain)
            } else if mark == 0x78, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            }
        }
        return bytes
    }
}
