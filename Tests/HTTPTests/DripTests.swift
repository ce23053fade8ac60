import HTTP
import Testing

@Suite("A head received byte by byte") struct DripTests {
    /// A long head of the kind browsers send.
    private let wire: [UInt8] = {
        let lines = (0..<60).map { "X-Field-\($0): \(String(repeating: "v", count: 300))\r\n" }
        return Array(("GET /a?b HTTP/1.1\r\nHost: h\r\n" + lines.joined() + "\r\n").utf8)
    }()

    @Test("each byte is read once: scanned bytes are not read again")
    func readsNewBytesOnly() throws {
        // The request line is validated when it is complete. From then on, scanned bytes are overwritten with invalid
        // ones: the parser must not notice until the head is complete.
        let firstLine = 19
        for count in firstLine..<wire.count {
            var arrived = Array(wire[..<count])
            // The last bytes may be part of a line end.
            for index in firstLine..<max(firstLine, count - 4) { arrived[index] = 0 }
            let result = try arrived.withUnsafeBufferPointer { bytes throws(ParseError) in
                try RequestParser.parseHead(bytes, scanned: count - 1)
            }
            guard case .incomplete = result else {
                Issue.record("complete after \(count) of \(wire.count) bytes")
                return
            }
        }
    }

    @Test("the head is complete at its last byte") func endsAtLastByte() {
        guard case .request(let request) = Peer.read(wire, cuts: 1..<wire.count) else {
            Issue.record("not a request")
            return
        }
        #expect(request.head.bytes == wire)
        #expect(request.head.fields.count == 61)
    }

    @Test(
        "an invalid head is refused at once, without more bytes",
        arguments: [
            "GET /\r\n", "GET / HTTP/1.1\n", "BREW / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: h\n", "GET / HTTP/3.0\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nA: 1\r2", "\u{16}", "\n",
        ])
    func refusesEarly(_ text: String) {
        let wire = Array(text.utf8)
        guard case .refused = Peer.read(wire, cuts: 1..<wire.count) else {
            Issue.record("incomplete")
            return
        }
    }
}
