import HTTP
import Testing

@testable import Web

/// Posts the body `text` like a browser.
func post(_ text: String, type: String = "application/x-www-form-urlencoded", _ fields: [(String, String)] = [])
    -> Request
{
    Request(.post, "/", fields: [("Content-Type", type)] + fields, body: Array(text.utf8))
}

@Suite("Form, urlencoded") struct URLEncodedFormTests {
    @Test("names and texts are decoded") func reads() throws {
        let form = try Form.body(post("name=Caf%C3%A9+de+la+Rue&tag=a&tag=b&empty=&=nameless&bare&&"))
        #expect(form["name"] == "Café de la Rue")
        #expect(form.all("tag") == ["a", "b"])
        #expect(form["empty"] == "")
        #expect(form[""] == "nameless")
        #expect(form["bare"] == "")
        #expect(form["missing"] == nil)
        #expect(form.fields.count == 6)
    }

    @Test("an invalid percent sign is literal", arguments: ["%ZZ", "%", "%4", "100%", "%%41"])
    func lonePercent(_ text: String) throws {
        let form = try Form.body(post("a=\(text)"))
        #expect(form["a"] == (text == "%%41" ? "%A" : text))
    }

    @Test(
        "rejects names and values that are not UTF-8",
        arguments: ["a=%FF", "a=%C0%80", "a=%E0%80%AF", "a=%ED%A0%80", "%FF=a", "a=%C3"])
    func notUTF8(_ text: String) {
        #expect(throws: FormError.malformed(text.hasPrefix("%") ? "name that is not UTF-8" : "value that is not UTF-8"))
        {
            try Form.body(post(text))
        }
    }

    @Test("texts are normalised") func cleans() throws {
        let form = try Form.body(post("a=x%00%1B%E2%80%AE%0D%0Ay&n%00ame=e%CC%81"))
        #expect(form["a"] == "x\ny")
        #expect(form["name"] == "é")
    }

    @Test("limits are enforced") func limits() throws {
        let thousand = (0..<1_000).map { "f\($0)=x" }.joined(separator: "&")
        #expect(try Form.body(post(thousand)).fields.count == 1_000)
        #expect(status { try Form.body(post(thousand + "&more=x")) } == .contentTooLarge)
        #expect(status { try Form.body(post("a=" + String(repeating: "x", count: 64 << 10))) } == .contentTooLarge)
        #expect(status { try Form.body(post(String(repeating: "n", count: 201) + "=x")) } == .contentTooLarge)
        #expect(throws: Never.self) { try Form.body(post(String(repeating: "&", count: 60_000))) }
    }

    @Test(
        "rejects other media types",
        arguments: [
            "text/plain", "application/json", "multipart/mixed; boundary=x", "", "application/x-www-form-urlencoded x",
            "application/x-www-form-urlencoded; charset=utf-16",
        ])
    func unsupported(_ type: String) {
        #expect(status { try Form.body(post("a=b", type: type)) } == .unsupportedMediaType)
    }

    @Test("rejects a body without a type; a missing body is an empty form") func typeless() throws {
        #expect(status { try Form.body(Request(.post, "/", body: [0x61])) } == .unsupportedMediaType)
        #expect(try Form.body(Request(.post, "/")).fields.isEmpty)
    }

    @Test("media types are case-insensitive, and values may be quoted") func spelling() throws {
        #expect(try Form.body(post("a=b", type: "Application/X-WWW-Form-Urlencoded;Charset=\"UTF-8\""))["a"] == "b")
    }

    @Test("a query is parsed") func query() throws {
        let form = try Form.query(Request(.get, "/b?q=p%C3%A2te+%26+co&page=2").head)
        #expect(form["q"] == "pâte & co")
        #expect(form["page"] == "2")
        #expect(try Form.query(Request(.get, "/b").head).fields.isEmpty)
        #expect(status { try Form.query(Request(.get, "/b?q=%FF").head) } == .badRequest)
    }
}

/// The status of the `FormError` that `body` throws, or nil.
func status(_ body: () throws -> Form) -> Status? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? FormError)?.status
    }
}
