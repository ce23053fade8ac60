import Base
import HTMLTemplate
import HTTP
import Web

/// The answer to a request that was refused before its head was read, or whose head could not be parsed. Its language
/// is unknown, so one small page has all of them, French first. Rendered once for each status.
struct MalformedRequestPage: Sendable {
    /// The statuses with such a page, and the keys of its messages: `error.KEY.title` and `error.KEY.advice`.
    private static let keys: [(Status, key: String)] = [
        (.badRequest, "badRequest"), (.requestTimeout, "timeout"), (.uriTooLong, "tooLong"),
        (.tooManyRequests, "tooMany"), (.fieldsTooLarge, "tooLarge"), (.notImplemented, "badRequest"),
        // Too many connections: refused before a request was read.
        (.serviceUnavailable, "tooMany"), (.versionNotSupported, "badRequest"),
    ]
    private let answers: [Status: Response]

    init(_ languages: Languages) {
        answers = Dictionary(
            MalformedRequestPage.keys.map { ($0, MalformedRequestPage.page($0, $1, languages)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The answer of this status.
    func answer(_ status: Status) -> Response {
        answers[status] ?? Response.text(status.reason + "\n", status: status).secured()
    }

    private static func page(_ status: Status, _ key: String, _ languages: Languages) -> Response {
        var page: HTML = ""
        for language in languages.complete {
            let words = language.messages
            let (title, advice) = (words.text("error.\(key).title"), words.text("error.\(key).advice"))
            if language == languages.first {
                page.append(
                    """
                    <!DOCTYPE html>
                    <html lang="\(language.tag)">
                    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>\(title)</title></head>
                    <body>

                    """)
            }
            page.append(
                """
                <div lang="\(language.tag)">
                <h1>\(title)</h1>
                <p>\(advice)</p>
                <p><a href="/\(language.tag)/">\(words.text("error.home"))</a></p>
                </div>

                """)
        }
        page.append("</body>\n</html>\n")
        var response = Response.data(page.bytes, type: "text/html; charset=utf-8", status: status)
        response.fields.append(.contentLanguage, languages.complete.map(\.tag).joined(separator: ", "))
        return response.secured()
    }
}
