import FoundationEssentials
import HTTP
import Web

/// Carries a sentence from a POST to the next page. The cookie lives a minute; a visitor who only reads pages has none.
enum FlashCookie {
    private static let cookie = HostCookie("flash")

    static func set(_ text: String, isError: Bool, undo: String?, on response: inout Response, request: Request) {
        let value = [isError ? "1" : "0", undo ?? "", text].map(encoded).joined(separator: ".")
        response.set(cookie.set(value, maxAge: 60, for: request))
    }

    static func clear(on response: inout Response, request: Request) { response.set(cookie.cleared(for: request)) }

    /// The sentence of the cookie. Only this site or the person can have set it; it is escaped like any text, and its
    /// undo can only be a local path.
    static func read(_ request: Request) -> Flash? {
        guard let value = cookie.value(in: request) else { return nil }
        let parts = value.split(separator: ".", omittingEmptySubsequences: false).map { decoded(String($0)) }
        guard parts.count == 3, let isError = parts[0], let undo = parts[1], let text = parts[2], !text.isEmpty else {
            return nil
        }
        return Flash(text: String(text.prefix(300)), isError: isError == "1", undoAction: LocalPath(undo)?.description)
    }

    private static func encoded(_ text: String) -> String {
        Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
    }

    private static func decoded(_ text: String) -> String? {
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        let data = Data(base64Encoded: padded.replacing("-", with: "+").replacing("_", with: "/"))
        return data.flatMap { String(data: $0, encoding: .utf8) }
    }
}
