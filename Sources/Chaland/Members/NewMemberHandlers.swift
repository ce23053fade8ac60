import Base
import HTTP
import SQLite
import Shell
import Web

/// The fields of a new member, with an office of the association. The people of shops join by letter.
struct NewMemberForm {
    static let name = TextField(
        "name", label: "member.new.name", limit: 120, missing: "member.new.name.missing", placeholder: "Rose Clément")
    static let email = TextField(
        "email", .email, label: "member.new.email", limit: EmailAddress.limit, invalid: "account.email.invalid",
        hint: "member.new.email.hint")
    static let inputs = [name, email]
    static let fields = inputs.map(AnyField.init) + OfficeForm.fields

    var state: FormState
    let name: String
    let email: EmailAddress?
    let office: Office?

    init(_ form: Form, _ context: Context) {
        state = FormState(form, fields: NewMemberForm.fields, context)
        name = state.text(NewMemberForm.name)
        email = state.email(NewMemberForm.email, mayBeEmpty: true)
        office = OfficeForm.read(form[OfficeForm.office.name])
        if office == nil { state.refuse(OfficeForm.office.name, context.say("member.office.missing")) }
    }
}

/// Adding a member by hand.
enum NewMemberHandlers {
    /// The empty form.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(FormState(context), choosing: nil, context))
    }

    /// Adds the member with their office and makes their first link: 303 to it; 422 with everything as typed. The same
    /// form again within ten minutes leads to the same member.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        var form = NewMemberForm(try context.form(), context)
        guard form.state.isValid, let office = form.office else { return try refused(form, context) }
        let (actor, key, now) = (try context.requireMember().id, context.site.key, context.now)
        let nonce = context.site.randomness.bytes(16)
        let publicID = try await context.write { [name = form.name, email = form.email] db -> String? in
            let then = now - SiteLimits.sameProposal
            if let same = try MemberFile.added(name, email, by: actor, since: then, in: db) { return same }
            if let email, try Member.isTaken(email, besides: nil, in: db) { return nil }
            let id = try Member.insert(name: name, email: email, passwordHash: nil, at: now, in: db)
            try office.give(to: id, by: actor, at: now, in: db)
            try SignInLink.renew(for: id, nonce: nonce, key, at: now, in: db)
            try Audit.record(.memberAdded, of: id, by: actor, at: now, in: db)
            return try db.first("SELECT public_id FROM member WHERE id = ?1", id) { $0.text(0) }
        }
        guard let publicID else {
            form.state.refuse(NewMemberForm.email, "member.new.taken")
            return try refused(form, context)
        }
        context.record(.memberAdded)
        return context.seeOther(.signInLink(for: publicID), flash: context.say("member.new.done", ["name": form.name]))
    }

    private static func refused(_ form: NewMemberForm, _ context: Context) throws -> Response {
        try context.render(page(form.state, choosing: form.office, context), status: .unprocessableContent)
    }

    private static func page(_ state: FormState, choosing office: Office?, _ context: Context) -> NewMemberPage {
        NewMemberPage(
            form: state, offices: OfficeForm.options(Office.given, choosing: office?.rawValue, context))
    }
}
