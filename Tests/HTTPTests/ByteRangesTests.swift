import HTTP
import Testing

/// RFC 9110 §14, on a representation of 100 bytes.
@Suite("Ranges") struct ByteRangesTests {
    @Test(
        "one or several ranges",
        arguments: [
            ("bytes=0-9", [0..<10]), ("bytes=0-0", [0..<1]), ("bytes=90-", [90..<100]), ("bytes=-10", [90..<100]),
            ("bytes=-1000", [0..<100]), ("bytes=0-1000", [0..<100]), ("bytes=99-99", [99..<100]),
            ("Bytes=0-9", [0..<10]),
            ("bytes=0-9,20-29", [0..<10, 20..<30]), ("bytes=20-29, 0-9", [20..<30, 0..<10]),
            ("bytes= 0-9 ,,\t-5", [0..<10, 95..<100]), ("bytes=0-9,200-", [0..<10]),
            ("bytes=0-99999999999999999999999", [0..<100]), ("bytes=-99999999999999999999999", [0..<100]),
        ])
    func parts(_ field: String, _ parts: [Range<Int>]) {
        #expect(ByteRanges.parse(field, length: 100) == .parts(parts))
    }

    @Test(
        "no range overlaps the representation",
        arguments: [
            "bytes=100-", "bytes=100-200", "bytes=-0", "bytes=200-,300-", "bytes=99999999999999999999999-",
        ])
    func unsatisfiable(_ field: String) {
        #expect(ByteRanges.parse(field, length: 100) == .unsatisfiable)
    }

    @Test(
        "invalid ranges are ignored (§14.2)",
        arguments: [
            "", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=9-0", "bytes=0-9,x", "bytes=0-9,9-0",
            "lines=0-9",
            "bytes 0-9", "bytes=0--9", "bytes=+0-9", "bytes=0 - 9", "bytes=0x1-2", "0-9", "bytes=1",
        ])
    func ignored(_ field: String) {
        #expect(ByteRanges.parse(field, length: 100) == .whole)
    }

    @Test("too many ranges, or more bytes than the whole, return the whole (§17.15)") func greedy() {
        let many = (0..<17).map { "\($0)-\($0)" }.joined(separator: ",")
        #expect(ByteRanges.parse("bytes=" + many, length: 100) == .whole)
        #expect(ByteRanges.parse("bytes=0-,0-,0-", length: 100) == .whole)
        #expect(ByteRanges.parse("bytes=0-59,40-99", length: 100) == .whole)
    }

    @Test("ranges of an empty representation") func empty() {
        #expect(ByteRanges.parse("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRanges.parse("bytes=-0", length: 0) == .unsatisfiable)
        #expect(ByteRanges.parse("bytes=-5", length: 0) == .whole)
        #expect(ByteRanges.parse("bytes=0-,-5", length: 0) == .whole)
    }

    @Test("only GET has ranges (§14.2)") func methods() {
        let fields = [("Range", "bytes=0-9")]
        #expect(ByteRanges.evaluate(Request(.get, "/", fields: fields).head, length: 100) == .parts([0..<10]))
        for method in [HTTP.Method.head, .post, .put] {
            #expect(ByteRanges.evaluate(Request(method, "/", fields: fields).head, length: 100) == .whole)
        }
        #expect(ByteRanges.evaluate(Request(.get, "/").head, length: 100) == .whole)
    }

    @Test(
        "If-Range requires a strong match or exactly the date (§13.1.5)",
        arguments: [
            ("\"a\"", "\"a\"", true), ("\"b\"", "\"a\"", false), ("W/\"a\"", "\"a\"", false),
            ("\"a\"", "W/\"a\"", false),
            ("W/\"a\"", "W/\"a\"", false), ("Sun, 06 Nov 1994 08:49:37 GMT", "\"a\"", true),
            ("Sun, 06 Nov 1994 08:49:38 GMT", "\"a\"", false), ("Sun, 06 Nov 1994 08:49:36 GMT", "\"a\"", false),
            ("*", "\"a\"", false), ("", "\"a\"", false),
        ])
    func ifRange(_ condition: String, _ etag: String, _ holds: Bool) {
        let head = Request(.get, "/", fields: [("Range", "bytes=0-9"), ("If-Range", condition)]).head
        let outcome = ByteRanges.evaluate(head, length: 100, etag: etag, lastModified: 784_111_777)
        #expect(outcome == (holds ? .parts([0..<10]) : .whole))
    }

    @Test("Content-Range and multipart bodies") func encoding() {
        #expect(ByteRanges.contentRange(0..<10, of: 100) == "bytes 0-9/100")
        #expect(ByteRanges.unsatisfiedRange(of: 100) == "bytes */100")
        let body = ByteRanges.multipart(
            [0..<2, 4..<5], of: Array("abcdef".utf8), contentType: "text/plain", boundary: "B")
        let expected =
            "\r\n--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/6\r\n\r\nab"
            + "\r\n--B\r\nContent-Type: text/plain\r\nContent-Range: bytes 4-4/6\r\n\r\ne\r\n--B--\r\n"
        #expect(String(decoding: body, as: UTF8.self) == expected)
    }
}
