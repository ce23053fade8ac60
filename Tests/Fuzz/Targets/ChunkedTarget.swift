import HTTP

/// Chunked bodies: the result does not depend on how the bytes are split, stays within the limit, and a valid body is
/// decoded.
enum ChunkedTarget {
    private static let limit = 2000

    static func check(_ bytes: [UInt8]) throws {
        let (choice, wire) = bytes.choiceAndRest
        let step = max(1, Int(choice))
        let whole = try decode(wire, step: 0)
        let split = try decode(wire, step: step)
        try require(whole == split, "\(whole) in one, \(split) in pieces of \(step)")

        let data = Array(wire.prefix(limit))
        let written = encode(data, chunk: step)
        try require(
            try decode(written + wire, step: step) == .whole(data, consumed: written.count),
            "a valid body is not decoded"
        )
    }

    private enum Outcome: Equatable {
        case whole([UInt8], consumed: Int)
        case incomplete([UInt8])
        case refused
    }

    private static func decode(_ wire: [UInt8], step: Int) throws -> Outcome {
        var decoder = ChunkedDecoder()
        var body: [UInt8] = []
        var at = 0
        for piece in wire.pieces(of: step) {
            do {
                let (consumed, isFinished) = try piece.withUnsafeBufferPointer { bytes throws(ParseError) in
                    try decoder.decode(bytes, into: &body, atMost: limit)
                }
                at += consumed
                try require(body.count <= limit && body.count <= at, "\(body.count) bytes out of \(at)")
                if isFinished { return .whole(body, consumed: at) }
                try require(consumed == piece.count, "bytes left without an end")
            } catch is ParseError {
                return .refused
            }
        }
        return .incomplete(body)
    }

    private static func encode(_ data: [UInt8], chunk: Int) -> [UInt8] {
        var wire: [UInt8] = []
        for (number, piece) in data.pieces(of: chunk).enumerated() {
            // Extensions of ten bytes each, within their limit.
            let extensions = number < 500 ? ";ext=\"a;b\"" : ""
            wire += Array("\(String(piece.count, radix: 16))\(extensions)\r\n".utf8) + piece + [13, 10]
        }
        return wire + Array("0\r\nTrailer: x\r\n\r\n".utf8)
    }
}
