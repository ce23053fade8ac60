import Cryptography

/// The source of random bytes. Tests use a counter.
package struct Randomness: Sendable {
    /// Returns the given number of random bytes.
    package let bytes: @Sendable (Int) -> [UInt8]

    /// A source that returns `bytes(count)`.
    package init(bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

    /// The system's generator.
    package static let system = Randomness { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// `count` characters of Crockford's base 32 (digits and capitals without I, L, O and U, safe to read aloud), 5
    /// bits each.
    package func letters(_ count: Int) -> String {
        String(decoding: bytes(count).map { Crockford.alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// 16 characters in lower case, 80 bits: identifies a row in URLs.
    package func publicID() -> String { letters(16).lowercased() }
    /// 32 characters, 160 bits: a secret that grants access. Only its hash is stored.
    package func secret() -> Secret { Secret(letters(32)) }
}

/// Crockford's base 32 (https://www.crockford.com/base32.html), as people type it back.
package enum Crockford {
    /// The 32 characters, in the order of their values: no I, L, O and U.
    package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// A typed code in capitals, without hyphens and spaces, O read as 0, I and L as 1; nil when it holds any other
    /// character.
    package static func normalised(_ typed: String) -> String? {
        if !typed.isEmpty, typed.utf8.allSatisfy(isLetter) { return typed }
        var code: [UInt8] = []
        code.reserveCapacity(typed.utf8.count)
        for byte in typed.utf8 where byte != 0x2D && byte != 0x20 {
            let capital = (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
            let read: UInt8 = capital == 0x4F ? 0x30 : capital == 0x49 || capital == 0x4C ? 0x31 : capital
            guard isLetter(read) else { return nil }
            code.append(read)
        }
        return code.isEmpty ? nil : String(decoding: code, as: UTF8.self)
    }

    /// Whether a byte is in the alphabet: a digit, or a capital other than I, L, O and U.
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x49, 0x4C, 0x4F, 0x55: false
        case 0x30...0x39, 0x41...0x5A: true
        default: false
        }
    }
}

/// A secret handed to one person: in a cookie, in a link, on a screen. The database holds only its SHA-256.
package struct Secret: Sendable, Equatable {
    /// The secret itself.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// Normalises a secret sent by a client; nil when it is over 64 bytes or not Crockford's base 32.
    package init?(presented text: String) {
        guard text.utf8.count <= 64, let code = Crockford.normalised(text) else { return nil }
        self.text = code
    }

    /// SHA-256, 32 bytes, to store and look up by. Secrets have at least 50 bits, so neither salt nor stretching is
    /// needed.
    package var hash: [UInt8] { Cryptography.sha256(Array(text.utf8)) }

    /// The characters in groups of four, to read from one screen and type on another.
    package var grouped: String { grouped(by: 4) }

    /// A secret of ten characters in two groups, as letters print it: «7KQ2M-9F4XT».
    package var inTwoGroups: String { grouped(by: 5) }

    private func grouped(by size: Int) -> String {
        var grouped: [UInt8] = []
        grouped.reserveCapacity(text.utf8.count + text.utf8.count / 4)
        for (index, letter) in text.utf8.enumerated() {
            if index > 0, index % size == 0 { grouped.append(UInt8(ascii: "-")) }
            grouped.append(letter)
        }
        return String(decoding: grouped, as: UTF8.self)
    }
}
