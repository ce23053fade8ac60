import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// The page that ends mail of a list, for the person who received one: without signing in, for years, on any host.
struct UnsubscribePage: Page {
    static let template = "mail/unsubscribe"
    let token: String
    let list: MailList
    let isOver: Bool
    let isPrivate = true

    static let fields: [Field<UnsubscribePage>] = [
        .text("token") { $0.token }, .flag("isMessages") { $0.list == .messages }, .flag("isOver") { $0.isOver },
    ]
}

/// Leaving a list of mail by the link in one.
package enum UnsubscribeHandlers {
    /// Which list the link leaves, with the button. Opening it changes nothing: mail scanners open links. 404 for a
    /// link that this association did not make.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (token, optOut) = try find(context)
        let isOver = try context.read { try optOut.isStored(in: $0) }
        return try context.render(UnsubscribePage(token: token.text, list: optOut.list, isOver: isOver))
    }

    /// Leaves the list: 200 with what was done, for a person and for the one click of a mail program (RFC 8058 §3.2: no
    /// redirect, no cookie). A second time changes nothing.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (token, optOut) = try find(context)
        let now = context.now
        try await context.write { try optOut.insert(at: now, in: $0) }
        return try context.render(UnsubscribePage(token: token.text, list: optOut.list, isOver: true))
    }

    /// Joins the list again: 200 with the page.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (token, optOut) = try find(context)
        try await context.write { try optOut.delete(in: $0) }
        return try context.render(UnsubscribePage(token: token.text, list: optOut.list, isOver: false))
    }

    private static func find(_ context: Context) throws -> (Secret, OptOut) {
        guard let token = Secret(presented: context.parameter("token")),
            let optOut = try context.read({ try OptOut.of(token, in: $0) })
        else { throw Failure.notFound }
        return (token, optOut)
    }
}
