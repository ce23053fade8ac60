import Testing

@testable import HTTP

@Suite("The memory of heads") struct HeadMemoryTests {
    private func parse(_ path: String, _ memory: inout HeadMemory) throws -> RequestHead {
        let bytes = Array("GET \(path) HTTP/1.1\r\nHost: shop.example\r\n\r\n".utf8)
        let result = try bytes.withUnsafeBufferPointer { bytes throws(ParseError) in
            try RequestParser.parseHead(bytes, scanned: 0, memory: &memory)
        }
        guard case .complete(let head, _) = result else { throw ParseError(.badRequest, "incomplete") }
        return head
    }

    @Test("one answered later is used again, be others under way or not") func again() throws {
        var memory = HeadMemory()
        var places: Set<ObjectIdentifier> = []
        for number in 0..<20 {
            let head = try parse("/\(number)", &memory)
            places.insert(ObjectIdentifier(head.storage))
            memory.giveBack(head)
        }
        #expect(places.count == 1, "one after the other they need one place")

        for round in 0..<5 {
            let heads = try (0..<8).map { try parse("/\(round)/\($0)", &memory) }
            places.formUnion(heads.map { ObjectIdentifier($0.storage) })
            for (number, head) in heads.enumerated() {
                #expect(head.path == "/\(round)/\(number)")
                memory.giveBack(head)
            }
        }
        #expect(places.count <= 9, "eight at once need eight, and the one before")
    }

    @Test("one that somebody keeps stays as it is, given back or not") func kept() throws {
        var memory = HeadMemory()
        let kept = try (0..<4).map { try parse("/kept/\($0)", &memory) }
        for head in kept { memory.giveBack(head) }
        for number in 0..<20 { memory.giveBack(try parse("/other/\(number)", &memory)) }
        #expect(kept.map(\.path) == (0..<4).map { "/kept/\($0)" })
    }
}
