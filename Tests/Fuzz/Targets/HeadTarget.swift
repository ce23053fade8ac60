import HTTP

@testable import HTTPServer

/// The bytes of a connection, as the server cuts them into requests: the same ones however they arrive, and nothing in them
/// that a later reader could take for something else.
enum HeadTarget {
    static func check(_ bytes: [UInt8]) throws {
        let (choice, wire) = bytes.choiceAndRest
        let whole = try Connection.read(wire, step: 0)
        let dripped = try Connection.read(wire, step: max(1, Int(choice)))
        let common = min(whole.requests.count, dripped.requests.count)
        try promise(
            whole.requests[..<common].elementsEqual(dripped.requests[..<common]),
            "whole \(whole.requests), in pieces \(dripped.requests)")
        // A fault after bytes that may still become a line is seen when the line is whole; of two the drip may meet the other.
        if whole.isRefused { return }
        try promise(!dripped.isRefused, "refused only in pieces")
        try promise(whole.requests.count == dripped.requests.count, "\(whole) in one, \(dripped) in pieces")
        try promise(whole.rest == dripped.rest, "left over: \(whole.rest) in one, \(dripped.rest) in pieces")
    }

    /// What became of one connection.
    private struct Connection: CustomStringConvertible {
        var requests: [String] = []
        var isRefused = false
        var rest = 0
        /// Heads that somebody keeps while the next ones are parsed, and what they said.
        private var kept: [(head: RequestHead, text: String)] = []

        var description: String { "\(requests.count) requests, refused: \(isRefused), \(rest) left" }

        /// - Parameter step: bytes that arrive at a time; 0 for all.
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
            for (head, text) in result.kept {
                try promise(HeadPromises.text(of: head) == text, "a kept head became \(HeadPromises.text(of: head))")
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
                    try promise((400..<600).contains(error.status.code), "refused with \(error.status.code)")
                    isRefused = true
                    return
                case .head(let head, let framing):
                    try HeadPromises.check(head)
                    guard reader.expectBody(of: head, framing, limit: 4096, chunks: ChunkLimits()) == nil else {
                        isRefused = true
                        return
                    }
                case .request(let head, let body):
                    try HeadPromises.check(head)
                    try promise(used > before, "a request of no byte")
                    try promise(body.count <= 4096, "a body over its limit")
                    let text = HeadPromises.text(of: head)
                    requests.append(text + " \(body)")
                    if requests.count % 2 == 0 { kept.append((head, text)) }
                }
            }
        }
    }
}

/// What must be true of every head the parser lets through.
enum HeadPromises {
    /// All that a handler can learn from a head.
    static func text(of head: RequestHead) -> String {
        let fields = head.fields.map { "\(Array(head.bytes[$0.name])): \(Array(head.bytes[$0.value]))" }
        return
            "\(head.method) \(head.path) \(Array(head.queryBytes)) \(head.authority ?? "-") \(head.keepsAlive) \(fields)"
    }

    static func check(_ head: RequestHead) throws {
        let path = Array(head.pathBytes)
        try promise(path.first == 0x2F || path == [0x2A], "path \(path)")
        try promise(!path.contains(0), "NUL in the path")
        try promise(String(validating: path, as: UTF8.self) != nil, "a path that is not UTF-8")
        for segment in path.split(separator: 0x2F) where segment.elementsEqual([0x2E, 0x2E]) || segment == [0x2E] {
            throw BrokenPromise(description: "dot segment in \(path)")
        }
        try promise(head.fields.count <= 100, "\(head.fields.count) fields")
        for line in head.fields {
            let (name, value) = (head.bytes[line.name], head.bytes[line.value])
            try promise(!name.isEmpty && name.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }, "name \(name)")
            try promise(value.allSatisfy { $0 == 9 || $0 >= 0x20 && $0 != 0x7F }, "value \(value)")
            try promise(value.first != 0x20 && value.last != 0x20, "blanks around \(value)")
        }
        if head.version == .http11 { try promise(head.authority != nil, "no host in HTTP/1.1") }
        if let framing = try? head.framing(), framing == .chunked {
            try promise(head.field(.contentLength) == nil, "two lengths")
        }
        try checkReaders(head)
    }

    private static func checkReaders(_ head: RequestHead) throws {
        _ = Conditional.evaluate(head, etag: "\"a\"", lastModified: 784_111_777)
        _ = Negotiation.acceptsGzip(head)
        if let place = Negotiation.language(head, among: ["fr", "en"]) {
            try promise((0..<2).contains(place), "language")
        }
        if let place = Negotiation.mediaType(head, among: ["text/html"]) { try promise(place == 0, "media type") }
        if case .parts(let parts) = ByteRanges.evaluate(head, length: 1000, etag: "\"a\"", lastModified: 5) {
            try promise(!parts.isEmpty && parts.allSatisfy { !$0.isEmpty && $0.upperBound <= 1000 }, "ranges \(parts)")
            let sum = parts.reduce(0) { $0 + $1.count }
            try promise(sum <= 2000, "\(sum) bytes of ranges out of 1000")
        }
    }
}
