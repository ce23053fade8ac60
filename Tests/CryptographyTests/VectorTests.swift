import Cryptography
import Testing

@Suite("Published vectors") struct VectorTests {
    @Test(
        "SHA-256 returns the digests of RFC 6234, section 8.5",
        arguments: [
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ])
    func sha256(message: String, digest: String) {
        #expect(hex(Cryptography.sha256(Array(message.utf8))) == digest)
    }

    @Test(
        "HMAC-SHA-256 returns the codes of RFC 4231, section 4",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ])
    func hmac(key: [UInt8], message: [UInt8], code: String) {
        #expect(hex(Cryptography.hmacSHA256(message, key: key)) == code)
    }

    @Test("scrypt returns the keys of RFC 7914, section 12")
    func scrypt() throws {
        let empty = try Cryptography.scrypt([], salt: [], cost: 16, blockSize: 1, parallelism: 1, byteCount: 64)
        #expect(
            hex(empty) == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        let password = try Cryptography.scrypt(
            Array("password".utf8), salt: Array("NaCl".utf8), cost: 1024, blockSize: 8, parallelism: 16, byteCount: 64)
        #expect(
            hex(password) == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    }

    @Test("scrypt with OWASP's parameters fits its memory limit, and fails with a reason below it")
    func memoryLimit() throws {
        let salt = [UInt8](repeating: 7, count: 16)
        let key = try Cryptography.scrypt([1], salt: salt, cost: 1 << 15, blockSize: 8, parallelism: 3)
        #expect(key.count == 32)
        #expect {
            try Cryptography.scrypt(
                [1], salt: salt, cost: 1 << 15, blockSize: 8, parallelism: 3, memoryLimit: 32 << 20)
        } throws: {
            ($0 as? Cryptography.Failure)?.reason.contains("memory limit exceeded") == true
        }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
