/// Reads numbers at positions of a file; nil beyond its end.
struct ByteReader {
    let bytes: [UInt8]

    func big32(_ position: Int) -> Int? {
        big16(position).flatMap { high in big16(position + 2).map { high << 16 | $0 } }
    }

    func big16(_ position: Int) -> Int? {
        position >= 0 && position + 2 <= bytes.count ? Int(bytes[position]) << 8 | Int(bytes[position + 1]) : nil
    }

    func little(_ position: Int, bytes count: Int) -> Int? {
        guard position + count <= bytes.count else { return nil }
        return (0..<count).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
    }

    func name(at position: Int) -> String? {
        position + 4 <= bytes.count ? String(decoding: bytes[position..<position + 4], as: UTF8.self) : nil
    }

    /// The marker at a position, after any fill bytes; moves the position past it. Nil when there is none.
    func marker(from position: inout Int) -> UInt8? {
        guard position < bytes.count, bytes[position] == 0xFF else { return nil }
        while position < bytes.count, bytes[position] == 0xFF { position += 1 }
        guard position < bytes.count, bytes[position] != 0 else { return nil }
        position += 1
        return bytes[position - 1]
    }

    /// The position of the first marker after entropy-coded data. Stuffed bytes and restart markers are skipped.
    func endOfScan(from start: Int) -> Int {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == 0xFF {
                let next = bytes[position + 1]
                if next != 0, !(0xD0...0xD7).contains(next), next != 0xFF { return position }
            }
            position += 1
        }
        return bytes.count
    }
}
