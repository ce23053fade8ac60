import Base
import HTTP
import SQLite
import Web

/// «Mes données»: a member’s copy of their data, and its erasure.
package enum OwnDataHandlers {
    /// All that is stored about the member; 429 after several copies in a short time.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(OwnDataPage(parts: CopyPart.all(of: try await copy(context), context)))
    }

    /// The same as JSON, with every row.
    package static func file(_ request: Request, _ context: Context) async throws -> Response {
        let json = try await copy(context).json
        context.record(.exported)
        return .data(Array(json.utf8), type: "application/json", fileName: context.say("copy.file"))
    }

    /// What would be erased, and the form.
    package static func confirm(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(FormState(context), context))
    }

    /// Erases the member and signs them out: 303 to the front page; 422 without the box or the password; 409 for the
    /// only president.
    package static func erase(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let sent = try context.form()
        var form = FormState(sent, fields: EraseForm.fields, context)
        if sent[EraseForm.sure] != "1" { form.refuse(EraseForm.sure, context.say("erase.sure.missing")) }
        if member.hasPassword {
            if form[AccountForm.current].isEmpty { form.refuse(AccountForm.current, "erase.password.missing") }
            if form.isValid { try await AccountHandlers.checkCurrent(&form, of: member, context) }
        }
        guard form.isValid else { return try context.render(page(form, context), status: .unprocessableContent) }
        try await erase(member.id, by: member.id, context)
        var response = context.seeOther(.front, flash: context.say("erase.done"))
        response.fields.append("Clear-Site-Data", "\"cache\"")
        SessionCookie.clear(on: &response, request: request)
        return response
    }

    /// Erases a member in one write.
    /// - Throws: `Failure.conflict` for the only president.
    package static func erase(_ id: Member.ID, by actor: Member.ID, _ context: Context) async throws {
        let (register, now) = (context.loop.resources.map.personalData, context.now)
        do {
            _ = try await context.write { db in try Member.erase(id, from: register, by: actor, at: now, in: db) }
        } catch Member.AccessRefusal.lastPresident {
            throw Failure.conflict
        }
        context.record(.memberErased)
    }

    private static func page(_ form: FormState, _ context: Context) throws -> ErasePage {
        let member = try context.requireMember()
        return ErasePage(
            name: nil, action: context.link(.eraseOwnData), back: context.link(.ownData),
            isLastPresident: try context.read { try Member.isLastPresident(member.id, in: $0) },
            password: member.hasPassword ? EraseForm.password : nil, form: form)
    }

    /// Read off the loop: a member may have written thousands of rows.
    private static func copy(_ context: Context) async throws -> PersonalCopy {
        let member = try context.requireMember().id
        try context.limitByMember(.tables)
        let register = context.loop.resources.map.personalData
        return try await context.offload(.pages) { try PersonalCopy(of: member, register, in: $0) }
    }
}

extension ErasePage {
    /// The form with which the presidency erases a former member.
    package init(name: String, action: String, back: String, form: FormState) {
        self.init(
            name: name, action: action, back: back, isLastPresident: false, password: nil, form: form)
    }
}
