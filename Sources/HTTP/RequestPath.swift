/// Percent-decodes a path and removes its dot segments. Done once, and only here.
enum RequestPath {
    /// The range of the path from `start`, and whether it needs no resolving: no `%`, no segment that begins with a
    /// dot.
    static func scan(
        _ target: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws(ParseError) -> (path: Range<Int>, isPlain: Bool) {
        var isPlain = true
        var previous: UInt8 = 0
        var at = start
        while at < target.count {
            let byte = target[at]
            if byte == ASCII.question { break }
            guard ByteSet.path.contains(byte) else { throw .bad("invalid character in the path") }
            if byte == ASCII.percent || (byte == ASCII.dot && previous == ASCII.slash) { isPlain = false }
            previous = byte
            at += 1
        }
        return (start..<at, isPlain)
    }

    /// The path in `range`, decoded and without dot segments. Throws 400 for an encoded slash, which is ambiguous, for
    /// an encoded control character, and for bytes that are not UTF-8.
    static func resolve(
        _ target: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws(ParseError) -> [UInt8] {
        let decoded = try decode(target, range)
        guard String(validating: decoded, as: UTF8.self) != nil else { throw .bad("path is not UTF-8") }
        return try removeDotSegments(decoded)
    }

    private static func decode(
        _ target: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) throws(ParseError) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        var at = range.lowerBound
        while at < range.upperBound {
            var byte = target[at]
            at += 1
            if byte == ASCII.percent {
                guard at + 1 < range.upperBound, let high = ASCII.hexadecimalValue(target[at]),
                    let low = ASCII.hexadecimalValue(target[at + 1])
                else { throw .bad("percent sign without two hexadecimal digits") }
                byte = high << 4 | low
                at += 2
                guard byte >= ASCII.space, byte != ASCII.delete else { throw .bad("encoded control character") }
                guard byte != ASCII.slash else { throw .bad("encoded slash") }
            }
            decoded.append(byte)
        }
        return decoded
    }

    /// RFC 3986 §5.2.4 for an absolute path, except that `..` above the root is an error instead of the root.
    private static func removeDotSegments(_ path: [UInt8]) throws(ParseError) -> [UInt8] {
        var resolved: [UInt8] = []
        resolved.reserveCapacity(path.count)
        var at = 0
        while at < path.count {
            // `at` is at a slash; the segment extends to the next one.
            var end = at + 1
            while end < path.count, path[end] != ASCII.slash { end += 1 }
            let segment = path[(at + 1)..<end]
            switch segment.count {
            case 1 where segment.first == ASCII.dot:
                if end == path.count { resolved.append(ASCII.slash) }
            case 2 where segment.first == ASCII.dot && segment.last == ASCII.dot:
                guard let parent = resolved.lastIndex(of: ASCII.slash) else { throw .bad("path above the root") }
                resolved.removeSubrange(parent...)
                if end == path.count { resolved.append(ASCII.slash) }
            default:
                resolved.append(contentsOf: path[at..<end])
            }
            at = end
        }
        return resolved
    }
}
