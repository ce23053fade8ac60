import HTTP

@testable import HTTPServer

/// The requests of a connection: they do not depend on how the bytes are split, and their parts are unambiguous.
enum HeadTarget {
    static func check(_ bytes: [UInt8]) throws {
        let (choice, wire) = bytes.choiceAndRest
        let whole = try Connection.read(wire, step: 0)
        let split = try Connection.read(wire, step: max(1, Int(choice)))
        let common = min(whole.requests.count, split.requests.count)
        try require(
            whole.requests[..<common].elementsEqual(split.requests[..<common]),
            "whole \(whole.requests), in pieces \(split.requests)")
        // Of two errors, the split input may report the other one: some are found only when a line is complete.
        if whole.isRefused { return }
        try require(!split.isRefused, "refused only in pieces")
        try require(whole.requests.count == split.requests.count, "\(whole) in one, \(split) in pieces")
        try require(whole.rest == split.rest, "left over: \(whole.rest) in one, \(split.rest) in pieces")
    }

    /// The result of one connection.
    private struct Connection: CustomStringConvertible {
        var requests: [String] = []
        var isRefused = false
        var rest = 0
        /// Heads retained while later ones are parsed, and their contents.
        private var retained: [(head: RequestHead, text: String)] = []

        var description: String { "\(requests.count) requests, refused: \(isRefused), \(rest) left" }

        /// - Parameter step: size of the pieces in bytes; 0 for one piece.
        static func read(_ wire: [UInt8], step: Int) throws -> Connection {
            var result = Connection()
            var reader = RequestReader()
            var pending: [UInt8] = []
            for piece in wire.pieces(of: step) {
                pending += piece
                var used = 0
                try pending.withUnsafeBufferPointer { try result.take($0, &used, &reader) }
                pending.removeFirst(used)
                if result.isRefused { break }
            }
            if !result.isRefused { result.rest = pending.count }
            for (head, text) in result.retained {
                try require(
                    HeadInvariants.text(of: head) == text, "a retained head became \(HeadInvariants.text(of: head))")
            }
            return result
        }

        private mutating func take(
            _ bytes: UnsafeBufferPointer<UInt8>, _ used: inout Int, _ reader: inout RequestReader
        ) throws {
            while true {
                let before = used
                switch reader.next(bytes, used: &used, limits: HeadLimits()) {
                case .incomplete: return
                case .refused(let error, _):
                    try require((400..<600).contains(error.status.code), "refused with \(error.status.code)")
                    isRefused = true
                    return
                case .head(let head, let framing):
                    try HeadInvariants.check(head)
                    guard reader.expectBody(of: head, framing, limit: 4096, chunks: ChunkLimits()) == nil else {
                        isRefused = true
                        return
                    }
                case .request(let head, let body):
                    try HeadInvariants.check(head)
                    try require(used > before, "a request without bytes")
                    try require(body.count <= 4096, "a body over its limit")
                    let text = HeadInvariants.text(of: head)
                    requests.append(text + " \(body)")
                    if requests.count % 2 == 0 { retained.append((head, text)) }
                }
            }
        }
    }
}

/// Invariants of every head that the parser accepts.
enum HeadInvariants {
    /// Everything a handler can read from a head.
    static func text(of head: RequestHead) -> String {
        let fields = head.fields.map { "\(Array(head.bytes[$0.name])): \(Array(head.bytes[$0.value]))" }
        return
            "\(head.method) \(head.path) \(Array(head.queryBytes)) \(head.authority ?? "-") \(head.keepsAlive) \(fields)"
    }

    static func check(_ head: RequestHead) throws {
        let path = Array(head.pathBytes)
        try require(path.first == 0x2F || path == [0x2A], "path \(path)")
        try require(!path.contains(0), "NUL in the path")
        try require(String(validating: path, as: UTF8.self) != nil, "a path that is not UTF-8")
        for segment in path.split(separator: 0x2F) where segment.elementsEqual([0x2E, 0x2E]) || segment == [0x2E] {
            throw InvariantViolation(description: "dot segment in \(path)")
        }
        try require(head.fields.count <= 100, "\(head.fields.count) fields")
        for line in head.fields {
            let (name, value) = (head.bytes[line.name], head.bytes[line.value])
            try require(!name.isEmpty && name.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }, "name \(name)")
            try require(value.allSatisfy { $0 == 9 || $0 >= 0x20 && $0 != 0x7F }, "value \(value)")
            try require(value.first != 0x20 && value.last != 0x20, "blanks around \(value)")
        }
        if head.version == .http11 { try require(head.authority != nil, "no host in HTTP/1.1") }
        if let framing = try? head.framing(), framing == .chunked {
            try require(head.field(.contentLength) == nil, "two lengths")
        }
        try checkReaders(head)
    }

    private static func checkReaders(_ head: RequestHead) throws {
        _ = Conditional.evaluate(head, etag: "\"a\"", lastModified: 784_111_777)
        _ = Negotiation.acceptsGzip(head)
        if let place = Negotiation.language(head, among: ["fr", "en"]) {
            try require((0..<2).contains(place), "language")
        }
        if let place = Negotiation.mediaType(head, among: ["text/html"]) { try require(place == 0, "media type") }
        if case .parts(let parts) = ByteRanges.evaluate(head, length: 1000, etag: "\"a\"", lastModified: 5) {
            try require(!parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0.upperBound <= 1000 }, "ranges \(parts)")
            let sum = parts.reduce(0) { $0 + $1.count }
            try require(sum <= 2000, "\(sum) bytes of ranges out of 1000")
        }
    }
}
