import Base

/// The page of a shop on a social network: read from what people write, stored as its address. Only addresses of that
/// network become links.
package enum SocialPage {
    private static let instagramStart = "https://www.instagram.com/"
    private static let facebookStart = "https://www.facebook.com/"
    /// First parts of Instagram’s addresses that are no names.
    private static let instagramPages: Set<String> = ["p", "reel", "reels", "explore", "stories", "accounts", "tv"]

    /// «@etoile», «etoile», «instagram.com/etoile?hl=fr» → `https://www.instagram.com/etoile`; nil for anything else.
    static func instagram(_ typed: String) -> String? {
        guard let path = path(typed, of: ["instagram.com", "instagr.am"]) else { return nil }
        let name = path.prefix { $0 != "/" && $0 != "?" }.lowercased().droppingAt
        let isName =
            (1...30).contains(name.utf8.count) && name.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "_") }
        return isName && !instagramPages.contains(name) ? instagramStart + name : nil
    }

    /// «facebook.com/etoile», «@etoile», «fb.com/profile.php?id=1» → `https://www.facebook.com/etoile`; nil for
    /// anything else, such as a name with spaces.
    static func facebook(_ typed: String) -> String? {
        guard let path = path(typed, of: ["facebook.com", "fb.com", "fb.me"]) else { return nil }
        let parts = path.split(separator: "?", maxSplits: 1)
        let segments = (parts.first ?? "").split(separator: "/").prefix(3).map { String($0).droppingAt }
        guard let first = segments.first, segments.allSatisfy(isSegment) else { return nil }
        if first == "profile.php" {
            let id = parts.dropFirst().first?.split(separator: "&").first { $0.hasPrefix("id=") }?.dropFirst(3)
            guard let id, !id.isEmpty, id.utf8.count <= 20, id.allSatisfy(\.isWholeNumber) else { return nil }
            return facebookStart + "profile.php?id=" + id
        }
        // One name, or the three parts of «pages/Name/123».
        let isPage = ["pages", "people", "p", "groups", "share"].contains(first)
        return facebookStart + segments.prefix(isPage ? 3 : 1).joined(separator: "/")
    }

    /// A stored address as a link; nil unless it is one of the network, whatever the store holds.
    package static func instagramLink(_ stored: String) -> String? {
        stored.hasPrefix(instagramStart) ? stored : nil
    }
    package static func facebookLink(_ stored: String) -> String? { stored.hasPrefix(facebookStart) ? stored : nil }

    /// «@etoile».
    package static func instagramName(_ stored: String) -> String { "@" + stored.dropFirst(instagramStart.count) }
    /// «facebook.com/etoile».
    package static func facebookName(_ stored: String) -> String {
        "facebook.com/" + stored.dropFirst(facebookStart.count)
    }

    /// What stands behind the host, or a name without a host; nil for the address of another site.
    private static func path(_ typed: String, of hosts: [String]) -> Substring? {
        var rest = Substring(typed.trimmed)
        for scheme in ["https://", "http://"] where rest.lowercased().hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
        }
        guard let slash = rest.firstIndex(of: "/") else {
            return rest.isEmpty || rest.count != typed.trimmed.count || hosts.contains(rest.lowercased()) ? nil : rest
        }
        let host = rest[..<slash].lowercased()
        guard hosts.contains(where: { host == $0 || host.hasSuffix("." + $0) }) else { return nil }
        return rest[slash...].drop { $0 == "/" }
    }

    private static func isSegment(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count) && text.utf8.allSatisfy { isPlain($0) || "-_%".utf8.contains($0) }
    }

    /// A letter or digit of ASCII, or a dot.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2E
    }
}

extension String {
    fileprivate var droppingAt: String { hasPrefix("@") ? String(dropFirst()) : self }
}
