import Base
import Cryptography

/// Time-based one-time passwords (RFC 6238): six digits, every thirty seconds, HMAC-SHA-1, which every authenticator
/// app understands.
enum TimeCode {
    /// Seconds a code is shown.
    static let period = 30
    /// Time steps before and after the present one whose code is accepted: clocks differ (RFC 6238 §5.2).
    static let drift = 1

    /// The number of the time step at a moment.
    static func step(at now: Instant) -> Int { max(0, now.seconds) / period }

    /// The code of a time step (RFC 4226 §5.3).
    static func code(_ secret: [UInt8], step: Int, digits: Int = 6) -> String {
        let counter = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> (8 * $0)) }
        let mac = Cryptography.hmacSHA1(counter, key: secret)
        let offset = Int(mac[19] & 0xF)
        let number = mac[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(1) { value, _ in value * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// The time step whose code was typed, around the present one; nil when none later than `last` has it: a code is
    /// accepted once (RFC 6238 §5.2).
    static func step(of typed: String, _ secret: [UInt8], after last: Int, at now: Instant) -> Int? {
        let digits = typed.filter { !$0.isWhitespace }
        let present = step(at: now)
        return (present - drift...present + drift).first { $0 > last && code(secret, step: $0) == digits }
    }

    /// The secret in base 32 (RFC 4648 §6), as apps take it. 20 bytes make 32 letters without padding.
    static func base32(_ secret: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var (text, bits, count) = ("", 0, 0)
        for byte in secret {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 5 {
                count -= 5
                text.append(alphabet[bits >> count & 31])
            }
        }
        return text
    }
}
