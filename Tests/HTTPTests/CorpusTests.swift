import HTTP
import Testing

@Suite("The corpus of requests") struct CorpusTests {
    @Test("the corpus is found, and every case has an outcome") func isComplete() {
        #expect(CorpusCase.all.count > 200)
        for example in CorpusCase.all {
            #expect(!example.wire.isEmpty && example.outcome != "no outcome", "\(example.place)")
            #expect(example.outcome == "ok" || example.expectations.isEmpty, "\(example.place)")
        }
    }

    @Test("in one piece", arguments: CorpusCase.all) func whole(_ example: CorpusCase) {
        let reading = Peer.read(example.wire, cuts: [])
        #expect(outcome(reading) == example.outcome)
        guard case .request(let request) = reading else { return }
        for (key, value) in example.expectations {
            let actual = actual(key, value, of: request)
            #expect(actual == value, "\(key): \(String(decoding: actual, as: UTF8.self))")
        }
    }

    @Test("byte by byte", arguments: CorpusCase.all) func drip(_ example: CorpusCase) {
        #expect(Peer.read(example.wire, cuts: 1..<example.wire.count) == Peer.read(example.wire, cuts: []))
    }

    @Test("cut in two at every place", arguments: CorpusCase.all) func cut(_ example: CorpusCase) {
        let whole = Peer.read(example.wire, cuts: [])
        // Long cases are runs of one character: test the positions near their ends and some in between.
        let places = 1..<example.wire.count
        let step = places.count > 2000 ? 997 : 1
        for place in places where place % step == 0 || (step > 1 && (place < 40 || place > places.count - 40)) {
            #expect(Peer.read(example.wire, cuts: [place]) == whole, "cut at \(place)")
        }
    }

    private func outcome(_ reading: Reading) -> String {
        switch reading {
        case .refused(let status): "\(status)"
        case .incomplete: "incomplete"
        case .request: "ok"
        }
    }

    private func actual(_ key: String, _ value: [UInt8], of request: ReadRequest) -> [UInt8] {
        let head = request.head
        switch key {
        case "method": return Array(head.method.rawValue.utf8)
        case "version": return Array((head.version == .http10 ? "1.0" : "1.1").utf8)
        case "path": return Array(head.pathBytes)
        case "query": return Array(head.queryBytes)
        case "host": return Array((head.authority ?? "-").utf8)
        case "field": return field(String(decoding: value, as: UTF8.self), of: head)
        case "body":
            switch request.framing {
            case .none: return Array("none".utf8)
            case .length(let length): return Array("length \(length)".utf8)
            case .chunked: return Array("chunked".utf8)
            }
        case "data": return request.body
        case "keeps-alive": return Array((head.keepsAlive ? "yes" : "no").utf8)
        case "expects-continue": return Array((head.expectsContinue ? "yes" : "no").utf8)
        case "rest": return request.rest
        default: return Array("unknown key".utf8)
        }
    }

    /// `Name: value` of the field named in `expected`, read from the field lines; `-` without one.
    private func field(_ expected: String, of head: RequestHead) -> [UInt8] {
        let name = expected.prefix { $0 != ":" }
        let line = head.fields.first {
            String(decoding: head.bytes[$0.name], as: UTF8.self).lowercased() == name.lowercased()
        }
        guard let line else { return Array("\(name): -".utf8) }
        let value = head.bytes[line.value]
        return Array("\(name):".utf8) + (value.isEmpty ? [] : [0x20] + value)
    }
}
