import Cryptography
import FoundationEssentials
import Normalization

/// Stored passwords: scrypt (RFC 7914) with N = 2^15, r = 8, p = 3, which OWASP's password storage cheat sheet rates
/// equal to its first choice. A hash takes 32 MiB and tens of milliseconds, so it is never made on an event loop.
package enum PasswordHash {
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 3

    /// The line to store: `scrypt$15$8$3$salt$hash`, both in base 64.
    package static func make(_ password: String, salt: [UInt8]) throws -> String {
        let key = try derive(password, salt: salt, rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        return "scrypt$15$8$3$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
    }

    /// Whether the stored line is of `password`; compares in constant time. A line in another format never matches.
    static func matches(_ password: String, stored: String) throws -> Bool {
        let parts = stored.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt", let exponent = Int(parts[1]), (10...20).contains(exponent),
            let blockSize = Int(parts[2]), (1...16).contains(blockSize), let parallelism = Int(parts[3]),
            (1...8).contains(parallelism), let salt = Data(base64Encoded: String(parts[4])),
            let expected = Data(base64Encoded: String(parts[5]))
        else { return false }
        let key = try derive(
            password, salt: Array(salt), rounds: 1 << exponent, blockSize: blockSize, parallelism: parallelism)
        guard key.count == expected.count else { return false }
        return zip(key, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(
        _ password: String, salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int
    ) throws -> [UInt8] {
        // The same password typed on two keyboards may arrive composed or not.
        let bytes = Array(password.normalized(.nfc).utf8)
        return try Cryptography.scrypt(
            bytes, salt: salt, cost: rounds, blockSize: blockSize, parallelism: parallelism)
    }
}
