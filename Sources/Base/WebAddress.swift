/// A typed website URL, from a form or an imported table: `http` or `https`, a host with a dot, no user name or
/// password.
package enum WebAddress {
    /// The URL with its scheme, «boulangerie.fr» → `https://boulangerie.fr`; nil when it has no valid host.
    package static func read(_ text: String) -> String? {
        guard !text.contains(where: \.isWhitespace), text.utf8.count <= 300, !text.contains("@") || text.contains("://")
        else {
            return nil
        }
        let small = text.lowercased()
        var rest = Substring(text)
        var scheme = "https://"
        for known in ["https://", "http://"] where small.hasPrefix(known) {
            scheme = known
            rest = rest.dropFirst(known.count)
        }
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard isHost(host),
            rest.unicodeScalars.allSatisfy({ $0.value > 0x20 && !"<>\"\\^`{|}".unicodeScalars.contains($0) })
        else { return nil }
        return scheme + host.lowercased() + rest.dropFirst(host.count)
    }

    /// Dot-separated labels, the last one letters only (RFC 1123 §2.1), and an optional port.
    private static func isHost(_ host: Substring) -> Bool {
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || (UInt16(parts[1]) ?? 0) > 0 else { return false }
        let labels = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, last.count >= 2, last.allSatisfy(\.isLetter) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
    }
}
