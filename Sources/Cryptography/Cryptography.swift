import COpenSSL

/// The program's cryptographic functions, computed by the system's libcrypto (OpenSSL 3).
public enum Cryptography {
    /// A libcrypto error: out of memory, or a parameter outside its limits.
    public struct Failure: Error {
        /// The first error in libcrypto's queue, such as `error:…:memory limit exceeded`.
        public let reason: String

        init() {
            var text = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(ERR_get_error(), &text, text.count)
            ERR_clear_error()
            reason = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// The SHA-256 digest of `message`: 32 bytes (FIPS 180-4; RFC 6234).
    public static func sha256(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let isComputed = EVP_Digest(message, message.count, &digest, nil, Algorithms.shared.sha256, nil)
        precondition(isComputed == 1, "SHA-256 failed: \(Failure().reason)")
        return digest
    }

    /// The HMAC-SHA-256 of `message` under `key`: 32 bytes (RFC 2104; RFC 4231).
    public static func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        hmac("SHA256", byteCount: 32, message, key: key)
    }

    /// The HMAC-SHA-1 of `message` under `key`: 20 bytes (RFC 2104; RFC 2202). For one-time passwords only (RFC 6238).
    public static func hmacSHA1(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        hmac("SHA1", byteCount: 20, message, key: key)
    }

    private static func hmac(_ digest: String, byteCount: Int, _ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let context = EVP_MAC_CTX_new(Algorithms.shared.hmac)
        defer { EVP_MAC_CTX_free(context) }
        var (code, count) = ([UInt8](repeating: 0, count: byteCount), 0)
        let isComputed = digest.withCString { name in
            var parameters = [
                OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, UnsafeMutablePointer(mutating: name), 0),
                OSSL_PARAM_construct_end(),
            ]
            return EVP_MAC_init(context, key, key.count, &parameters) == 1
                && EVP_MAC_update(context, message, message.count) == 1
                && EVP_MAC_final(context, &code, &count, code.count) == 1
        }
        precondition(isComputed && count == code.count, "HMAC failed: \(Failure().reason)")
        return code
    }

    /// Derives a key of `byteCount` bytes from `password` with scrypt (RFC 7914). Uses about 128 · `cost` · `blockSize`
    /// bytes of memory, at most `memoryLimit`: libcrypto's default of 32 MiB is too small for OWASP's recommended
    /// parameters.
    ///
    /// Throws `Failure` when the parameters need more than `memoryLimit` or are not allowed: `cost` must be a power of
    /// two above 1.
    public static func scrypt(
        _ password: [UInt8], salt: [UInt8], cost: Int, blockSize: Int, parallelism: Int, byteCount: Int = 32,
        memoryLimit: Int = 64 << 20
    ) throws(Failure) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: byteCount)
        let isDerived = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.assumingMemoryBound(to: CChar.self).baseAddress, password.count, salt, salt.count,
                UInt64(cost), UInt64(blockSize), UInt64(parallelism), UInt64(memoryLimit), &key, key.count)
        }
        guard isDerived == 1 else { throw Failure() }
        return key
    }
}

/// Algorithms fetched once: fetching by name takes longer than hashing a short message.
private struct Algorithms: @unchecked Sendable {
    // Unchecked: both point to immutable, reference-counted objects that libcrypto shares between threads.
    let sha256: OpaquePointer
    let hmac: OpaquePointer

    static let shared = Algorithms()

    private init() {
        guard let sha256 = EVP_MD_fetch(nil, "SHA256", nil), let hmac = EVP_MAC_fetch(nil, "HMAC", nil) else {
            preconditionFailure("libcrypto has no SHA-256 or HMAC: \(Cryptography.Failure().reason)")
        }
        (self.sha256, self.hmac) = (sha256, hmac)
    }
}
