import Base
import Cryptography
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// «Adhérer»: the form for everyone, while the association accepts requests.
enum JoinHandlers {
    /// The form; 404 while it is closed.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        try requireOpen(context)
        let form = FormState([JoinForm.form.name: context.site.randomness.publicID()], context)
        return try context.render(page(form, context))
    }

    /// Stores the request: 303 to the thanks, the same whether or not a member has the address; 404 while the form is
    /// closed; 422 with everything as typed; 429 after several from one network. The same form sent again stores
    /// nothing.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        try requireOpen(context)
        var form = JoinForm(try context.form(), context)
        guard form.state.isValid else {
            return try context.render(page(form.state, context), status: .unprocessableContent)
        }
        try context.limitByNetwork(.joinRequests)
        let typed = form.state[JoinForm.form.name]
        let hash = Cryptography.sha256(Array((typed.isEmpty ? context.site.randomness.publicID() : typed).utf8))
        let id = String(decoding: hash.prefix(16).map { Crockford.alphabet[Int($0 & 31)] }, as: UTF8.self).lowercased()
        let (details, now) = (form.details, context.now)
        guard try await context.write({ try JoinRequest.insert(details, publicID: id, at: now, in: $0) }) else {
            form.refuse(JoinForm.name, "join.tooMany")
            return try context.render(page(form.state, context), status: .unprocessableContent)
        }
        return context.seeOther(.joined)
    }

    /// The thanks, and what happens next.
    static func thanks(_ request: Request, _ context: Context) async throws -> Response {
        try requireOpen(context)
        return try context.render(JoinedPage())
    }

    /// The form to print; 404 while the form on the site is closed, except for the board.
    static func print(_ request: Request, _ context: Context) async throws -> Response {
        if context.member?.may(.readMembers) != true { try requireOpen(context) }
        let names = try CategoryNames(context)
        let settings = try context.read { try AssociationSettings.current(in: $0)?.settings }
        return try context.render(
            JoinSheetPage(
                categories: JoinForm.categories.map { CategoryName(names[$0]) },
                seat: settings?.seat.split(separator: "\n").joined(separator: ", ") ?? "",
                contact: [settings?.phone, settings?.email].compactMap(\.self).filter { !$0.isEmpty }
                    .joined(separator: ", ")))
    }

    private static func requireOpen(_ context: Context) throws {
        // Read again: for a guest, `context.association` is the one that this loop read last.
        guard try context.read({ try Association.isJoiningOpen(in: $0) }) else { throw Failure.notFound }
    }

    private static func page(_ form: FormState, _ context: Context) throws -> JoinPage {
        let names = try CategoryNames(context)
        let chosen = MemberCategory(rawValue: form[JoinForm.category.name]) ?? .active
        return JoinPage(
            form: form,
            categories: JoinForm.categories.map {
                FormOption(value: $0.rawValue, text: names[$0], isChosen: $0 == chosen)
            })
    }
}
