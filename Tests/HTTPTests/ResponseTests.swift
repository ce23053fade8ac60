import HTTP
import Testing

@Suite("Response heads") struct ResponseTests {
    private func head(
        _ response: Response, to method: HTTP.Method = .get, id: RequestID? = nil, version: Version = .http11,
        keepAlive: Bool = true
    ) -> String {
        var buffer = OutputBuffer(capacity: 0)
        buffer.append("before|")
        ResponseEncoder.appendHead(
            of: response, to: method, id: id, version: version, dateLine: ResponseEncoder.dateLine(784_111_777),
            keepAlive: keepAlive, into: &buffer)
        return buffer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }

    private let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"

    private func page() -> Response {
        var response = Response(.ok, body: .bytes(Array("hello".utf8)))
        response.fields.append(.contentType, "text/plain")
        return response
    }

    @Test("a head has the date, the length and the response's fields") func plain() {
        let expected = "before|HTTP/1.1 200 OK\r\n\(date)Content-Length: 5\r\nContent-Type: text/plain\r\n\r\n"
        #expect(head(page()) == expected)
        #expect(ResponseEncoder.sendsBody(page(), to: .get))
    }

    @Test("the head has the request's identifier") func requestID() {
        let id = RequestID(number: 7)
        #expect(head(page(), id: id).contains("\(date)X-Request-Id: \(id.text)\r\nContent-Length: 5\r\n"))
        let longest = String(repeating: "a", count: RequestID.longest)
        let sent = Request(.get, "/", fields: [("X-Request-Id", longest)]).head
        let answer = head(page(), id: RequestID(forwardedIn: sent), keepAlive: false)
        #expect(answer.contains("X-Request-Id: \(longest)\r\n"))
    }

    @Test("the head for HEAD is that for GET") func toHead() {
        #expect(head(page(), to: .head) == head(page()))
        #expect(!ResponseEncoder.sendsBody(page(), to: .head))
    }

    @Test("Connection says whether the connection closes") func connection() {
        #expect(!head(page()).contains("Connection:"))
        #expect(head(page(), keepAlive: false).contains("\r\nConnection: close\r\n"))
        #expect(head(page(), version: .http10).contains("HTTP/1.1 200"))
        #expect(head(page(), version: .http10).contains("\r\nConnection: keep-alive\r\n"))
        #expect(head(page(), version: .http10, keepAlive: false).contains("\r\nConnection: close\r\n"))
        var last = page()
        last.closes = true
        #expect(head(last).contains("\r\nConnection: close\r\n"))
    }

    @Test("1xx, 204 and 304 have no length (RFC 9110 §8.6)", arguments: [Status.continue, .noContent, .notModified])
    func withoutLength(_ status: Status) {
        let response = Response(status, body: .bytes([1]))
        #expect(!head(response).contains("Content-Length"))
        #expect(!ResponseEncoder.sendsBody(response, to: .get))
    }

    @Test("an empty body has length 0") func empty() {
        #expect(head(Response(.notFound)).contains("\r\nContent-Length: 0\r\n"))
        #expect(
            head(Response(.ok, body: .slice(Array(repeating: 0, count: 99), 10..<30))).contains(
                "Content-Length: 20\r\n"))
    }

    @Test("a value cannot start another line") func splitting() {
        var fields = ResponseFields()
        fields.append(.location, "/a\r\nSet-Cookie: b\u{0}\n")
        #expect(String(decoding: fields.bytes, as: UTF8.self) == "Location: /a  Set-Cookie: b  \r\n")
        #expect(fields[.location] == "/a  Set-Cookie: b  ")
        #expect(fields[.setCookie] == nil)
    }

    @Test("fields of the same name stay separate lines") func several() {
        var fields = ResponseFields()
        fields.append(.setCookie, "a=1")
        fields.append(.setCookie, "b=2")
        #expect(fields.all(.setCookie) == ["a=1", "b=2"])
    }
}

@Suite("Requests built in memory") struct InProcessRequestTests {
    @Test("the request is parsed like one from a socket") func parsed() throws {
        let request = Request(
            .post, "/caf%C3%A9?a=b", fields: [("Cookie", "c=d"), ("cookie", "e=f")], body: Array("hello".utf8))
        #expect(request.method == .post)
        #expect(request.path == "/café")
        #expect(Array(request.head.queryBytes) == Array("a=b".utf8))
        #expect(request[.cookie] == "c=d")
        #expect(request.head.joinedFields(.cookie) == "c=d, e=f")
        #expect(request[.host] == "localhost")
        #expect(request.head.authority == "localhost")
        #expect(try request.head.framing() == .length(5))
        #expect(try Request(.get, "/").head.framing() == .none)
        #expect(Request(.get, "/", fields: [("host", "a.example")])[.host] == "a.example")
    }
}
