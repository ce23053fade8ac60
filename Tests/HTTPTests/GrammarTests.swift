import Testing

@testable import HTTP

@Suite("Grammar") struct GrammarTests {
    private let alphanumerics = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    @Test("character classes are those of the RFCs") func tables() {
        expect(.token, "!#$%&'*+-.^_`|~" + alphanumerics)
        expect(.path, "-._~!$&'()*+,;=:@/%|[]" + alphanumerics)
        expect(.query, "-._~!$&'()*+,;=:@/%|[]?{}^`\\" + alphanumerics)
        expect(.hostName, "-._~" + alphanumerics)
        expect(.hexadecimal, "0123456789abcdefABCDEF")
    }

    private func expect(_ set: ByteSet, _ characters: String) {
        let wanted = Set(characters.utf8)
        for byte in UInt8.min...UInt8.max { #expect(set.contains(byte) == wanted.contains(byte), "\(byte)") }
    }

    @Test("hexadecimal digits") func hexadecimal() {
        for byte in UInt8.min...UInt8.max {
            let character = Character(UnicodeScalar(byte))
            #expect(ASCII.hexadecimalValue(byte).map(Int.init) == (byte < 0x80 ? character.hexDigitValue : nil))
        }
    }

    @Test("field names are compared ignoring case") func fieldNames() {
        let name: FieldName = "X-Accept-2"
        for (sent, isSame) in [
            ("x-accept-2", true), ("X-ACCEPT-2", true), ("X-Accept-3", false), ("X-Accept", false),
            ("X_Accept-2", false),
            ("X-Accept-", false), ("", false),
        ] {
            #expect(Array(sent.utf8).withUnsafeBufferPointer { name.matches($0) } == isSame, "\(sent)")
        }
        #expect(name == "x-ACCEPT-2")
        #expect(Set<FieldName>(["Host", "host", "HOST"]).count == 1)
        #expect(name.lowercased == "x-accept-2")
        #expect(name.description == "X-Accept-2")
    }

    @Test(
        "lists are split at commas",
        arguments: [
            ("a,b", ["a", "b"]), (" a ,\t, b ,", ["a", "b"]), ("", []), (",,", []), ("\"a,b\",c", ["\"a,b\"", "c"]),
            ("\"a\\\",b\",c", ["\"a\\\",b\"", "c"]), ("\"open, a", ["\"open, a"]), ("\"\\", ["\"\\"]),
        ])
    func lists(_ text: String, _ elements: [String]) {
        let bytes = Array(text.utf8)
        let found = bytes.withUnsafeBufferPointer { buffer in
            ListElements(buffer, 0..<buffer.count).map { String(decoding: buffer[$0], as: UTF8.self) }
        }
        #expect(found == elements)
    }
}
