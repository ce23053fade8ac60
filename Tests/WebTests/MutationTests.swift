import HTTP
import Testing

@testable import Web

/// Valid inputs with a few bytes changed, removed or doubled: the result is a form or a `FormError`, without a crash
/// and without control characters in texts. The random numbers are the same in every run.
@Suite("Mutated input") struct MutationTests {
    struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    static func mutated(_ bytes: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
        let interesting: [UInt8] = [
            0, 0x0A, 0x0D, 0x20, 0x22, 0x25, 0x26, 0x2D, 0x3A, 0x3B, 0x3D, 0x5C, 0x7F, 0xC3, 0xE2, 0xFF,
        ]
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &numbers) {
            let at = Int.random(in: 0..<max(1, bytes.count), using: &numbers)
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0 where at < bytes.count: bytes[at] = interesting.randomElement(using: &numbers) ?? 0
            case 1 where at < bytes.count: bytes.remove(at: at)
            case 2: bytes.insert(contentsOf: bytes[at..<min(at + 20, bytes.count)], at: at)
            default: bytes.insert(interesting.randomElement(using: &numbers) ?? 0, at: at)
            }
        }
        return bytes
    }

    func check(_ form: Form) {
        for field in form.fields {
            for text in [field.name, field.value] {
                #expect(
                    text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" || $0 == "\t" })
            }
        }
        for (_, file) in form.files { #expect(!file.name.contains { "/\\\n".contains($0) }) }
    }

    @Test("a multipart body becomes a clean form or an error") func multipart() {
        var numbers = Numbers(state: 1)
        let body = Array(
            (MultipartTests.field("a", "é\r\n1") + MultipartTests.field("b\\\"", "2")
                + MultipartTests.part(
                    "Content-Disposition: form-data; name=\"f\"; filename=\"x.jpg\"\r\nContent-Type: image/jpeg", "--")
                + MultipartTests.end).utf8)
        for _ in 0..<5_000 {
            let request = Request(
                .post, "/", fields: [("Content-Type", MultipartTests.type)], body: Self.mutated(body, &numbers))
            if let form = try? Form.body(request) { check(form) }
        }
    }

    @Test("an urlencoded body becomes a clean form or an error") func urlencoded() {
        var numbers = Numbers(state: 2)
        let body = Array("name=Caf%C3%A9+de&text=%0D%0A%E2%80%AE&a=%ZZ&b".utf8)
        for _ in 0..<5_000 {
            let bytes = Self.mutated(body, &numbers)
            if let form = try? Form.urlencoded(bytes[...], limits: FormLimits()) { check(form) }
        }
    }

    @Test("style sheets, local paths and media types are read or refused") func others() {
        var numbers = Numbers(state: 3)
        let sheet = Array("/* c */ a { b: url( 'x.png' ) url(y.svg#z) \"s\\\"t\" } @import url(\"w.css\");".utf8)
        let path = Array("/boutiques/%C3%A9?q=a%20b#top".utf8)
        let type = Array("multipart/form-data; boundary=\"a b\"; charset=utf-8".utf8)
        for _ in 0..<3_000 {
            _ = try? StyleSheet.rewritten(Self.mutated(sheet, &numbers)) { $0 }
            let text = String(decoding: Self.mutated(path, &numbers), as: UTF8.self)
            if let local = LocalPath(text) { #expect(local.description.utf8.dropFirst().first != 0x2F) }
            _ = MediaType(bytes: Self.mutated(type, &numbers)[...])
        }
    }
}
