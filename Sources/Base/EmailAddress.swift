/// An email address, `local@domain`, with the domain in lower case. Narrower than RFC 5321: no quotes, no comments, no
/// address literals.
package struct EmailAddress: Sendable, Hashable {
    /// The whole address.
    package let text: String

    /// The most bytes of an address (RFC 5321 §4.5.3.1.3, without its brackets).
    package static let limit = 254

    /// Parses a typed address; nil when it is not one.
    package init?(typed: String) {
        let text = typed.trimmed
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= EmailAddress.limit else {
            return nil
        }
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-".utf8)
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard parts[0].utf8.allSatisfy(allowed.contains), !parts[0].hasPrefix("."), !parts[0].hasSuffix("."),
            !parts[0].contains(".."), labels.count >= 2,
            labels.allSatisfy({ label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isLetter || ($0.isASCII && $0.isNumber) || $0 == "-" }
            })
        else { return nil }
        self.text = parts[0] + "@" + parts[1].lowercased()
    }

    /// The link that writes to it (RFC 6068).
    package var link: String {
        let parts = text.split(separator: "@")
        // The characters of a local part that mean something in a URL.
        let local = parts[0].replacing("%", with: "%25").replacing("?", with: "%3F").replacing("&", with: "%26")
            .replacing("#", with: "%23").replacing("/", with: "%2F")
        return "mailto:" + local + "@" + parts[1]
    }

    /// The address in lower case. Two addresses with the same key belong to the same member.
    package var key: String { text.lowercased() }
}
