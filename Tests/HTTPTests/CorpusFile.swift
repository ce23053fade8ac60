import Foundation
import Testing

/// One case of `Tests/Corpus/*.http`, in the format of its README.
struct CorpusCase: Sendable, CustomTestStringConvertible {
    let title: String
    /// The file and line where the case begins.
    let place: String
    let wire: [UInt8]
    /// `400`, `incomplete` or `ok`.
    let outcome: String
    /// Expected properties of the request: key and value, unescaped.
    let expectations: [(key: String, value: [UInt8])]

    var testDescription: String { "\(place) \(title)" }
}

extension CorpusCase {
    /// Every case of every file. Empty when the folder cannot be read; a test checks the count.
    static let all: [CorpusCase] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "http" }.sorted { $0.path < $1.path }.flatMap { file in
            cases(of: (try? String(contentsOf: file, encoding: .utf8)) ?? "", file: file.lastPathComponent)
        }
    }()

    static func cases(of text: String, file: String) -> [CorpusCase] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let starts = lines.indices.filter { lines[$0].hasPrefix("### ") } + [lines.endIndex]
        return zip(starts, starts.dropFirst()).map { start, end in
            var wire: [UInt8] = []
            var expected: [String] = []
            for line in lines[(start + 1)..<end] {
                if line.hasPrefix("> ") { wire += unescape(line.dropFirst(2)) }
                if line.hasPrefix("= ") { expected.append(String(line.dropFirst(2))) }
            }
            return CorpusCase(
                title: String(lines[start].dropFirst(4)), place: "\(file):\(start + 1)", wire: wire,
                outcome: expected.first ?? "no outcome",
                expectations: expected.dropFirst().map { line in
                    let (key, value) = split(line)
                    return (key, unescape(value))
                })
        }
    }

    private static func split(_ line: String) -> (String, Substring) {
        guard let space = line.firstIndex(of: " ") else { return (line, "") }
        return (String(line[..<space]), line[line.index(after: space)...])
    }

    /// The bytes of an escaped text.
    static func unescape(_ text: Substring) -> [UInt8] {
        var rest = text
        let bytes = unescape(&rest, isRepeated: false)
        if !rest.isEmpty { Issue.record("unknown escape in: \(text)") }
        return bytes
    }

    /// Unescapes `rest` up to its end, to the parenthesis that closes `\(N*…)`, or to an invalid escape.
    private static func unescape(_ rest: inout Substring, isRepeated: Bool) -> [UInt8] {
        let simple: [Character: UInt8] = ["r": 13, "n": 10, "t": 9, "0": 0, "\\": 92, "s": 32]
        var bytes: [UInt8] = []
        while let character = rest.first, !(isRepeated && character == ")") {
            let escape = rest
            rest.removeFirst()
            guard character == "\\", let mark = rest.popFirst() else {
                bytes += Array(String(character).utf8)
                continue
            }
            if let byte = simple[mark] {
                bytes.append(byte)
            } else if mark == "x", let byte = UInt8(rest.prefix(2), radix: 16) {
                bytes.append(byte)
                rest = rest.dropFirst(2)
            } else if mark == "(", let star = rest.firstIndex(of: "*"), let count = Int(rest[..<star]) {
                rest = rest[rest.index(after: star)...]
                let repeated = unescape(&rest, isRepeated: true)
                rest = rest.dropFirst()
                for _ in 0..<count { bytes += repeated }
            } else {
                rest = escape
                return bytes
            }
        }
        return bytes
    }
}
