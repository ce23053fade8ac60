import HTTP

extension ResponseFields {
    /// The value of the first line called `name` as bytes, without creating a `String`.
    func valueBytes(_ name: FieldName) -> ArraySlice<UInt8>? {
        let value = bytes.withUnsafeBufferPointer { bytes -> Range<Int>? in
            var start = 0
            while let end = bytes.firstIndex(of: 0x0D, from: start) {
                let colon = start + name.length
                if colon < end, bytes[colon] == 0x3A,
                    name.matches(UnsafeBufferPointer(rebasing: bytes[start..<colon]))
                {
                    return (colon + 1)..<end
                }
                start = end + 2
            }
            return nil
        }
        return value.map { bytes[$0].drop { $0 == 0x20 } }
    }

    /// The lines of a 304: all except those that describe the body (RFC 9110 §15.4.5).
    func withoutContent() -> ResponseFields {
        let prefix = Array("content-".utf8)
        let location = Array("content-location:".utf8)
        let policy = Array("content-security-policy:".utf8)
        var lines: [UInt8] = []
        lines.reserveCapacity(bytes.count)
        var start = 0
        while start < bytes.count {
            let end = min((bytes[start...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1, bytes.count)
            let line = bytes[start..<end].lazy.map(Self.lowercased)
            if !line.starts(with: prefix) || line.starts(with: location) || line.starts(with: policy) {
                lines.append(contentsOf: bytes[start..<end])
            }
            start = end
        }
        return ResponseFields(encoded: lines)
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
