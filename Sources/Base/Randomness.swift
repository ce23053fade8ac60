import Cryptography

/// Where random bytes come from. Tests count.
package struct Randomness: Sendable {
    /// So many random bytes.
    package let bytes: @Sendable (Int) -> [UInt8]

    /// A source that answers by `bytes`.
    package init(bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

    /// The system's generator.
    package static let system = Randomness { count in
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// `count` characters of Crockford's base 32: digits and capitals without I, L, O and U, safe to read aloud; 5 bits each.
    package func letters(_ count: Int) -> String {
        String(decoding: bytes(count).map { Crockford.alphabet[Int($0 & 31)] }, as: UTF8.self)
    }

    /// 16 letters in lower case, 80 bits: the name of a row in an address.
    package func publicID() -> String { letters(16).lowercased() }
    /// 32 letters, 160 bits: a secret that opens something. Only its hash is stored.
    package func secret() -> Secret { Secret(letters(32)) }
}

/// Crockford's base 32 (https://www.crockford.com/base32.html), as people type it back.
package enum Crockford {
    package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The code somebody typed, in capitals, hyphens and spaces gone, O read as 0, I and L as 1; nil for any other character.
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

    /// Whether a byte is one of the alphabet: a digit, or a capital but I, L, O and U.
    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x49, 0x4C, 0x4F, 0x55: false
        case 0x30...0x39, 0x41...0x5A: true
        default: false
        }
    }
}

/// A secret handed to one person: in a cookie, in a link, on a screen. The store knows its SHA-256 alone.
package struct Secret: Sendable, Equatable {
    /// What the person holds.
    package let text: String

    package init(_ text: String) { self.text = text }

    /// What somebody presents: the same letters however they were typed; nil when it cannot be one of ours.
    package init?(presented text: String) {
        guard text.utf8.count <= 64, let code = Crockford.normalised(text) else { return nil }
        self.text = code
    }

    /// The 32 bytes to store and to look up by. Secrets carry 50 bits and more, so no salt and no stretching.
    package var hash: [UInt8] { Cryptography.sha256(Array(text.utf8)) }

    /// The letters in groups of four, to read from one screen and type on another.
    package var grouped: String {
        var grouped: [UInt8] = []
        for (index, letter) in text.utf8.enumerated() {
            if index > 0, index % 4 == 0 { grouped.append(UInt8(ascii: "-")) }
            grouped.append(letter)
        }
        return String(decoding: grouped, as: UTF8.self)
    }
}
