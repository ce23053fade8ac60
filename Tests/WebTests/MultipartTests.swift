import HTTP
import Testing

@testable import Web

@Suite("Form, multipart") struct MultipartTests {
    static let type = "multipart/form-data; boundary=----X"

    static func part(_ head: String, _ contents: String) -> String { "------X\r\n\(head)\r\n\r\n\(contents)\r\n" }
    static func field(_ name: String, _ value: String) -> String {
        part("Content-Disposition: form-data; name=\"\(name)\"", value)
    }
    static let end = "------X--\r\n"

    func read(_ text: String, type: String = MultipartTests.type, limits: FormLimits = FormLimits()) throws -> Form {
        try Form.body(post(text, type: type), limits: limits)
    }

    @Test("fields and files are parsed") func reads() throws {
        let form = try read(
            Self.field("name", "Café\r\nde la Rue") + Self.field("empty", "")
                + Self.part(
                    "content-disposition: FORM-DATA; NAME=photo; filename=\"vitrine.JPG\"\r\nContent-Type: image/JPEG; x=y",
                    "\r\n------Y\r\n--") + Self.end)
        #expect(form["name"] == "Café\nde la Rue")
        #expect(form["empty"] == "")
        let photo = try #require(form.file("photo"))
        #expect(photo.name == "vitrine.JPG")
        #expect(photo.type == "image/jpeg")
        #expect(photo.bytes == Array("\r\n------Y\r\n--".utf8))
    }

    @Test("an empty file input is not a file") func noFile() throws {
        let form = try read(Self.part("Content-Disposition: form-data; name=\"photo\"; filename=\"\"", "") + Self.end)
        #expect(form.file("photo") == nil)
        #expect(form["photo"] == nil)
    }

    @Test("a truncated body is rejected") func cut() {
        let whole = Array((Self.field("a", "1") + Self.field("b", "2\r\n") + "------X--").utf8)
        #expect(throws: Never.self) { try read(String(decoding: whole, as: UTF8.self)) }
        for length in 1..<whole.count {
            let text = String(decoding: whole[..<length], as: UTF8.self)
            #expect(status { try read(text) } == .badRequest, "cut at \(length)")
        }
    }

    @Test(
        "rejects a missing or invalid boundary",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"a\r\n\"", "multipart/form-data; boundary=\"é\"",
            "multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=other",
            "multipart/form-data; boundary=\"" + String(repeating: "x", count: 71) + "\"",
        ])
    func badBoundary(_ type: String) {
        let clean = type.replacing("\r\n", with: "\\")
        let answer = status { try read(Self.field("a", "1") + Self.end, type: clean) }
        #expect(answer == .badRequest || answer == .unsupportedMediaType)
    }

    @Test("rejects a duplicate parameter") func twoBoundaries() {
        let type = "multipart/form-data; boundary=----X; boundary=----X"
        #expect(status { try read(Self.field("a", "1") + Self.end, type: type) } == .unsupportedMediaType)
    }

    @Test("accepts a quoted boundary with spaces") func quotedBoundary() throws {
        let body = "--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--"
        #expect(try read(body, type: "multipart/form-data; boundary=\"a b\"")["x"] == "1")
    }

    @Test("names with quotes, as sent by browsers and by curl") func quotes() throws {
        let form = try read(
            Self.field("a%22b", "1") + Self.field("c\\\"d", "2") + Self.field("e\\f%41", "3") + Self.end)
        #expect(form["a\"b"] == "1")
        #expect(form["c\"d"] == "2")
        #expect(form["e\\f%41"] == "3")
    }

    @Test(
        "a file name has no path",
        arguments: [
            ("../../x.jpg", "x.jpg"), ("..\\..\\x.jpg", "x.jpg"), ("C:\\photos\\x.jpg", "x.jpg"), ("..", ""), ("/", ""),
            (".", ""), ("a/", ""), ("x\u{202E}gpj.exe", "xgpj.exe"), ("a%0D%0Ab.jpg", "ab.jpg"), ("été.jpg", "été.jpg"),
        ])
    func fileNames(_ sent: String, _ name: String) throws {
        let head = "Content-Disposition: form-data; name=\"f\"; filename=\"\(sent)\"; filename*=UTF-8''..%2Fevil"
        let form = try read(Self.part(head, "x") + Self.end)
        #expect(form.file("f")?.name == name)
    }

    @Test("a long file name is truncated at a character boundary") func longFileName() throws {
        let name = String(repeating: "é", count: 150)
        let form = try read(
            Self.part("Content-Disposition: form-data; name=\"f\"; filename=\"\(name)\"", "x") + Self.end)
        #expect(form.file("f")?.name == String(repeating: "é", count: 100))
    }

    @Test(
        "rejects invalid part heads",
        arguments: [
            "", "X: y", "Content-Disposition: form-data", "Content-Disposition: attachment; name=\"a\"",
            "Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "Content-Disposition: form-data; name=\"a\"; name=\"b\"", "Content-Disposition: form-data; name=\"a",
            "Content-Disposition : form-data; name=\"a\"", " Content-Disposition: form-data; name=\"a\"",
            "Content-Disposition: form-data;\r\n name=\"a\"", "Content-Disposition: form-data; name=\"a\u{0}b\"",
            "Content-Disposition: form-data; name=\"a\nb\"", "Content-Disposition: form-data; name=\"a\rb\"",
            "Content-Disposition: form-data; name=\"a\" x", ": x", "no field",
        ])
    func oddHeads(_ head: String) { #expect(status { try read(Self.part(head, "1") + Self.end) } == .badRequest) }

    @Test("rejects transfer encodings that need decoding") func transferEncoding() {
        let head = "Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
        #expect(status { try read(Self.part(head + "base64", "MQ==") + Self.end) } == .unsupportedMediaType)
        #expect(throws: Never.self) { try read(Self.part(head + "8BIT", "1") + Self.end) }
    }

    @Test("rejects text around the parts and white space after a delimiter") func around() {
        let field = Self.field("a", "1")
        for text in [
            "x\r\n" + field + Self.end, "\r\n" + field + Self.end, field + Self.end + "x", field + "------X-- x",
            field.replacing("------X\r\n", with: "------X \r\n") + Self.end, "------X\r\n" + Self.end,
            "------X\r\n------X--", "------X",
        ] {
            #expect(status { try read(text) } == .badRequest)
        }
        #expect(throws: Never.self) { try read("------X--") }
    }

    @Test("limits on parts and bytes are enforced") func limits() throws {
        let thousand = (0..<1_000).map { Self.field("f\($0)", "") }.joined()
        let roomy = FormLimits(bytes: 1 << 20)
        #expect(try read(thousand + Self.end, limits: roomy).fields.count == 1_000)
        #expect(status { try read(thousand + Self.field("more", "") + Self.end, limits: roomy) } == .contentTooLarge)
        #expect(status { try read(thousand + Self.end, limits: FormLimits(bytes: 10_000)) } == .contentTooLarge)
        let long = Self.part(
            "X: " + String(repeating: "y", count: 3_000) + "\r\nContent-Disposition: form-data; name=a", "")
        #expect(status { try read(long + Self.end) } == .badRequest)
        #expect(status { try read(Self.field(String(repeating: "n", count: 201), "") + Self.end) } == .contentTooLarge)
    }

    @Test("a body full of delimiter prefixes is searched in linear time") func almostDelimiters() throws {
        let contents = String(repeating: "\r\n------", count: 100_000) + String(repeating: "\r", count: 200_000)
        let form = try read(Self.field("a", contents) + Self.end, limits: FormLimits(bytes: 2 << 20))
        #expect(form["a"]?.utf8.count == 100_000 * 7 + 200_000)
    }

    @Test("rejects text that is not UTF-8; a file may hold any bytes") func bytes() throws {
        func body(_ disposition: String) -> Request {
            let bytes = Array("------X\r\nContent-Disposition: form-data; \(disposition)\r\n\r\n".utf8) + [0xFF, 0x00]
            return Request(
                .post, "/", fields: [("Content-Type", Self.type)], body: bytes + Array("\r\n------X--".utf8))
        }
        #expect(status { try Form.body(body("name=a")) } == .badRequest)
        #expect(try Form.body(body("name=a; filename=b")).file("a")?.bytes == [0xFF, 0x00])
    }
}
