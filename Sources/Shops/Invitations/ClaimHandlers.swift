import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// «Bonjour, Boulangerie de l’Étoile»: what the shopkeeper sees.
struct InvitationPage: Page {
    static let template = "invitations/show"
    let token: String
    let shopName: String
    let form: FormState
    /// Of a shopkeeper to their team; nil for a letter of the association.
    var team: Team?
    let isPrivate = true

    /// Who invites whom to a team.
    struct Team: PageModel {
        let name: String
        let maker: String
        /// What they may do beyond the rights of every team member; nil for nothing.
        let rights: String?
        let runs: Bool

        static let fields: [Field<Team>] = [
            .text("invitedName") { $0.name }, .text("maker") { $0.maker }, .optionalText("rights") { $0.rights },
            .flag("runs") { $0.runs },
        ]
    }

    static let fields: [Field<InvitationPage>] = [
        .text("token") { $0.token }, .text("shopName") { $0.shopName }, .one("team") { $0.team },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("name") { $0.form.input(ClaimForm.name) },
    ]
}

/// The form of «C’est moi»: the name of the shopkeeper, optional.
enum ClaimForm {
    static let name = TextField("name", label: "account.name", limit: 120, autocomplete: "name")
    static let fields = [AnyField(name)]
}

/// The field for the secret of a letter, typed by hand.
struct InvitationCodePage: Page {
    static let template = "invitations/code"
    let form: FormState
    let isPrivate = true

    static let fields: [Field<InvitationCodePage>] = [
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
        .one("codeField") { $0.form.input(InvitationCodeForm.code) },
    ]
}

/// The form of the secret. Forgives spaces, hyphens, lower case, O for 0, I and L for 1.
enum InvitationCodeForm {
    static let code = TextField(
        "letterCode", .code, label: "invitation.code.label", limit: 40, missing: "invitation.code.missing",
        invalid: "invitation.code.unknown", hint: "invitation.code.hint", presence: .required, isShort: true)
    static let fields = [AnyField(code)]
}

/// Claiming a shop with the secret of a letter.
package enum ClaimHandlers {
    /// The field for the secret of a letter.
    package static func code(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(InvitationCodePage(form: FormState(context)))
    }

    /// A typed secret: 303 to its page; 422 when no letter has it; 429 after many tries from one network.
    package static func find(_ request: Request, _ context: Context) async throws -> Response {
        var form = FormState(try context.form(), fields: InvitationCodeForm.fields, context)
        let typed = form.text(InvitationCodeForm.code)
        if form.isValid {
            if let secret = Secret(copied: typed), try isKnown(secret, context) {
                return context.seeOther(.invitation(secret))
            }
            try limit(context)
            form.refuse(InvitationCodeForm.code, "invitation.code.unknown")
        }
        return try context.render(InvitationCodePage(form: form), status: .unprocessableContent)
    }

    /// The page of a letter; 303 to the home page for the member who has claimed it; else 410 when it is claimed or
    /// expired, with what to do; 429 after many tries from one network.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let secret = Secret(copied: context.parameter("token"))
        guard let secret, let invitation = try context.read({ try Invitation.open(secret, at: context.now, in: $0) })
        else { return try ownLetter(secret, context) }
        if let own = ownInvitation(invitation, context) { return own }
        let form = FormState(["name": context.member?.name ?? invitation.team?.name ?? ""], context)
        return try context.render(page(secret, invitation, form, context))
    }

    /// Notifies the people who already run the shop, the presidency, and the author of the letter: a letter hands over
    /// a shop, and its author must not be able to do that unnoticed.
    private static func tell(
        _ invitation: Invitation, _ secret: Secret, _ claimer: Member.ID, at now: Instant, in db: Writer
    ) throws {
        let shop = try db.first("SELECT id FROM shop WHERE code = ?1", invitation.shopCode) { $0.int(0) } ?? 0
        let keepers = try Member.people(ofShop: shop, may: .managePeople, in: db)
        try Notice.add(
            .invitationUsed, about: invitation.shopName, .people(of: ShopCode(invitation.shopCode)),
            object: "keepers of shop \(shop)", for: .shop(shop), to: keepers, except: claimer, at: now, in: db)
        let board = try Set(Invitation.makers(of: secret, in: db) + Member.all(may: .manageAccess, in: db))
        try Notice.add(
            .invitationUsed, about: invitation.shopName, .invitations, object: "shop \(invitation.shopCode)",
            for: .association, to: board.subtracting(keepers).sorted { $0.rawValue < $1.rawValue }, except: claimer,
            at: now, in: db)
    }

    /// «C’est moi»: hands over the shop and signs in. Without a name the shop's is used. A member who is signed in gets
    /// one shop more.
    package static func claim(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        let secret = Secret(copied: context.parameter("token"))
        guard let secret, let invitation = try context.read({ try Invitation.open(secret, at: now, in: $0) }) else {
            return try ownLetter(secret, context)
        }
        if let own = ownInvitation(invitation, context) { return own }
        var form = FormState(try context.form(), fields: ClaimForm.fields, context)
        let typed = form.text(ClaimForm.name)
        guard form.isValid else {
            return try context.render(page(secret, invitation, form, context), status: .unprocessableContent)
        }
        let name = typed.isEmpty ? invitation.team?.name ?? invitation.shopName : typed
        let member = context.member?.id
        let flash = context.say(
            invitation.team == nil ? "invitation.claimed" : "team.claimed", ["shop": invitation.shopName])
        let home = member == nil ? Link.memberHome : .memberHome(at: ShopCode(invitation.shopCode))
        let response = try await SessionHandlers.open(then: home, flash: flash, request, context) { db in
            let claimer = try Invitation.claim(secret, by: member, named: name, at: now, in: db)
            try Audit.record(.shopClaimed, invitation.shopCode, by: claimer, at: now, in: db)
            if invitation.team == nil { try tell(invitation, secret, claimer, at: now, in: db) }
            return claimer
        }
        context.record(.invitationClaimed)
        return response
    }

    private static func page(
        _ secret: Secret, _ invitation: Invitation, _ form: FormState, _ context: Context
    ) -> InvitationPage {
        InvitationPage(
            token: secret.inTwoGroups, shopName: invitation.shopName, form: form,
            team: invitation.team.map { team in
                InvitationPage.Team(
                    name: team.name, maker: team.makerName, rights: team.rights.words(context), runs: team.rights.runs)
            })
    }

    /// The inviting person has opened the link themselves: 303 to its code, which stays valid for the invited person;
    /// nil for any other visitor.
    private static func ownInvitation(_ invitation: Invitation, _ context: Context) -> Response? {
        guard let team = invitation.team, team.maker == context.member?.id else { return nil }
        return context.seeOther(
            .teamInvitation(team.publicID, at: ShopCode(team.shopCode)),
            flash: context.say("team.own", ["name": team.name]))
    }

    /// One's own letter, scanned again: 303 to the home page; 410 for any other member, and for guests.
    private static func ownLetter(_ secret: Secret?, _ context: Context) throws -> Response {
        if let secret, let member = context.member,
            let shop = try context.read({ try Invitation.shop(claimedBy: member, with: secret, in: $0) })
        {
            return context.seeOther(.memberHome, flash: context.say("invitation.own", ["shop": shop.name]))
        }
        try limit(context)
        throw Failure.gone
    }

    /// A secret has 50 bits: one network must not try many.
    private static func limit(_ context: Context) throws {
        try context.limitByNetwork(.guesses)
    }

    /// Whether a letter had this secret, even if it is over: its page says so.
    private static func isKnown(_ secret: Secret, _ context: Context) throws -> Bool {
        try context.read { try Invitation.exists(secret, in: $0) }
    }
}
