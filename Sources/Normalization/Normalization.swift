import CUnistring
import Glibc

/// A normalization form of Unicode (UAX #15).
public enum NormalizationForm: Sendable {
    /// Canonical composition: a letter and its accents are one scalar where there is one.
    case nfc
    /// Compatibility decomposition: accents are scalars of their own; ligatures such as «ﬁ», full-width and raised
    /// characters become plain ones.
    case nfkd

    fileprivate var pointer: uninorm_t {
        switch self {
        case .nfc: chaland_nfc()
        case .nfkd: chaland_nfkd()
        }
    }
}

extension String {
    /// The text in `form`, computed by the system's libunistring.
    public func normalized(_ form: NormalizationForm) -> String {
        if isEmpty { return self }
        var (text, count) = (self, 0)
        return text.withUTF8 { bytes in
            // It fails for invalid UTF-8, which no `String` contains, and without memory.
            guard let result = u8_normalize(form.pointer, bytes.baseAddress, bytes.count, nil, &count) else {
                preconditionFailure("libunistring: errno \(errno)")
            }
            defer { free(result) }
            return String(decoding: UnsafeBufferPointer(start: result, count: count), as: UTF8.self)
        }
    }
}
