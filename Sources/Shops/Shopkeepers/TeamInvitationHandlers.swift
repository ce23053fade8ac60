import Base
import Cryptography
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// The form of an invitation to the team.
enum TeamForm {
    static let name = TextField(
        "name", label: "team.name", limit: 120, missing: "team.name.missing", hint: "team.name.hint")
    static let role = AnyField.choice("role")
    static let edit = AnyField.choice("edit")
    static let speak = AnyField.choice("speak")
    static let form = AnyField.choice("form")
    static let fields = [AnyField(name), role, edit, speak, form]
    /// The value of `role` for a person who runs the shop too.
    static let runs = "runs"
}

/// Inviting a person to the team of a shop.
package enum TeamInvitationHandlers {
    /// The form.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try ShopPeopleHandlers.shop(context)
        return try context.render(page(shop, FormState(["form": context.site.randomness.publicID()], context), context))
    }

    /// Makes an invitation: 303 to its code; 422 with everything as typed. The same form sent again leads to the same
    /// code.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try ShopPeopleHandlers.shop(context)
        var form = FormState(try context.form(), fields: TeamForm.fields, context)
        let name = form.text(TeamForm.name)
        guard form.isValid else { return try refused(shop, form, context) }
        let runs = form[TeamForm.role.name] == TeamForm.runs
        let rights = TeamRights(
            runs: runs, mayEdit: !runs && form.has(TeamForm.edit.name), maySpeak: !runs && form.has(TeamForm.speak.name)
        )
        let (site, member, now) = (context.site, try context.requireMember().id, context.now)
        let typed = form[TeamForm.form.name]
        let id = publicID(of: typed.isEmpty ? site.randomness.publicID() : typed, member, shop.id)
        let (nonce, key) = (site.randomness.bytes(16), site.key)
        let isMade = try await context.write { db in
            try TeamInvitation.insert(
                TeamInvitation.Draft(name: name, rights: rights), publicID: id, nonce: nonce, key, at: shop.id,
                by: member, at: now, in: db)
        }
        guard isMade else {
            form.refuse(TeamForm.name, "team.tooMany", ["limit": context.language.number(SiteLimits.teamInvitations)])
            return try refused(shop, form, context)
        }
        context.record(.invitationMade)
        return context.seeOther(.teamInvitation(id, at: ShopCode(shop.code)))
    }

    /// The code to scan; 303 to the people of the shop when it is claimed or over.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try ShopPeopleHandlers.shop(context)
        let code = ShopCode(shop.code)
        guard let invitation = try find(shop, context) else {
            return context.seeOther(.people(of: code), flash: context.say("team.over"))
        }
        let secret = TeamInvitation.secret(of: invitation.nonce, context.site.key)
        let address = context.absolute(.invitation(secret))
        let values = ["name": invitation.name, "shop": shop.name, "link": address]
        return try context.render(
            TeamInvitationPage(
                shopName: shop.name, name: invitation.name, peopleLink: context.link(.people(of: code)),
                revokeLink: context.link(.revokeTeamInvitation(invitation.publicID, at: code)),
                code: QRCode.svg(address, label: context.say("team.qr", values)) ?? "", address: address,
                text: context.say("team.text", values), state: invitation.state(context),
                rights: invitation.rights.words(context)))
    }

    /// Ends the invitation: 303 to the people of the shop.
    package static func revoke(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try ShopPeopleHandlers.shop(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        guard let invitation = try find(shop, context) else {
            return context.seeOther(.people(of: ShopCode(shop.code)), flash: context.say("team.over"))
        }
        try await context.write { try invitation.revoke(by: actor, at: now, in: $0) }
        return context.seeOther(
            .people(of: ShopCode(shop.code)), flash: context.say("team.revoked", ["name": invitation.name]))
    }

    /// The same form makes one invitation.
    private static func publicID(of form: String, _ member: Member.ID, _ shop: Shop.ID) -> String {
        let hash = Cryptography.sha256(Array("\(form)\n\(member.rawValue) \(shop.rawValue)".utf8))
        return String(decoding: hash.prefix(16).map { Crockford.alphabet[Int($0 & 31)] }, as: UTF8.self).lowercased()
    }

    /// An invitation of this shop that can be claimed; nil once it cannot; 404 for any other id.
    private static func find(_ shop: Shop, _ context: Context) throws -> TeamInvitation? {
        let id = context.parameter("invitation")
        return try context.read { db in
            guard try TeamInvitation.isOf(shop.id, id, in: db) else { throw Failure.notFound }
            return try TeamInvitation.find(id, at: shop.id, at: context.now, in: db)
        }
    }

    private static func refused(_ shop: Shop, _ form: FormState, _ context: Context) throws -> Response {
        try context.render(page(shop, form, context), status: .unprocessableContent)
    }

    private static func page(_ shop: Shop, _ form: FormState, _ context: Context) -> NewTeamInvitationPage {
        let code = ShopCode(shop.code)
        return NewTeamInvitationPage(
            shopName: shop.name, peopleLink: context.link(.people(of: code)),
            action: context.link(.newTeamInvitation(code)), form: form)
    }
}
