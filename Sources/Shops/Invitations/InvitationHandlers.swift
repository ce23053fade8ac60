import Base
import Shell
import HTMLTemplate
import HTTP
import Web

/// The list of shops with the state of their invitations.
struct InvitationListPage: Page {
    static let template = "invitations/index"
    let shops: [Row]
    /// Shops that have neither a shopkeeper nor a valid letter.
    let toInvite: Int
    let section = Section.home

    struct Row: PageModel {
        let name: String
        let link: String
        let state: String
        let isClaimed: Bool
        let isOpen: Bool

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("link") { $0.link }, .text("state") { $0.state },
            .flag("isClaimed") { $0.isClaimed }, .flag("isOpen") { $0.isOpen },
        ]
    }

    static let fields: [Field<InvitationListPage>] = [
        .list("shops") { $0.shops }, .flag("hasShops") { !$0.shops.isEmpty }, .number("toInvite") { $0.toInvite },
    ]
}

/// The button that makes a letter, then the letter.
struct NewInvitationPage: Page {
    static let template = "invitations/new"
    let shopName: String
    let shopLink: String
    let peopleLink: String
    let action: String
    let letter: InvitationLetter?
    /// Who runs the shop now, in a sentence; nil when it has no shopkeeper.
    let holders: String?
    /// Whose access this letter has ended, in a sentence.
    let ended: String?
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<NewInvitationPage>] = [
        .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink }, .text("action") { $0.action },
        .text("peopleLink") { $0.peopleLink }, .one("letter") { $0.letter },
        .optionalText("holders") { $0.holders }, .optionalText("ended") { $0.ended },
    ]
}

/// The form that makes a letter. The shopkeepers of the shop stay, unless it says otherwise.
enum NewInvitationForm {
    static let holders = AnyField.choice("holders")
    static let fields = [holders]
    /// The value that ends their access to the shop.
    static let end = "end"
}

package enum InvitationHandlers {
    /// The list.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let shops = try context.read { try InvitedShop.all(at: context.now, in: $0) }
        return try context.render(
            InvitationListPage(
                shops: shops.map { shop in
                    let state =
                        if let claimed = shop.claimedAt {
                            context.say("invitation.state.claimed", ["date": context.language.date(claimed.local.day)])
                        } else if let invited = shop.invitedAt {
                            context.say(
                                shop.isOpen ? "invitation.state.open" : "invitation.state.over",
                                ["date": context.language.date(invited.local.day)])
                        } else {
                            context.say("invitation.state.none")
                        }
                    return InvitationListPage.Row(
                        name: shop.name, link: context.link(.invite(ShopCode(shop.code))),
                        state: state, isClaimed: shop.claimedAt != nil, isOpen: shop.isOpen)
                }, toInvite: shops.filter { $0.claimedAt == nil && !$0.isOpen }.count))
    }

    /// The button that makes an invitation for one shop. Who runs it now is said, and whether they stay is asked.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let holders = try context.read { try ShopPerson.holders(of: shop.id, in: $0) }
        return try context.render(page(shop, holders: holders, context))
    }

    /// Makes it and shows the letter, once: only its hash is stored. The page is rendered first: if that failed after
    /// the write, the earlier letter would be revoked for one that was never shown. With `holders=end`, from a member
    /// who may end an access, that of the present shopkeepers to the shop ends in the same write.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let secret = context.site.randomness.secret()
        let now = context.now
        let ends =
            try context.form()[NewInvitationForm.holders.name] == NewInvitationForm.end && member.may(.manageAccess)
        let holders = try context.read { try ShopPerson.holders(of: shop.id, in: $0) }
        let letter = try await InvitationLetter.drawn([(shop.name, secret)], context).first
        let response = try context.render(page(shop, letter: letter, holders: holders, ends: ends, context))
        try await context.write { db in
            try Invitation.insert(secret, for: shop.id, by: member.id, at: now, in: db)
            guard ends else { return }
            for holder in holders { try holder.end(.shop, at: shop.id, by: member.id, at: now, in: db) }
        }
        context.record(.invitationMade)
        if ends { context.record(.officeEnded) }
        return response
    }

    /// The page of a letter; 303 to the home page for the member who has claimed it; else 410 when it is claimed or expired,
    /// with what to do.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        guard let secret = Secret(copied: context.parameter("token")) else { throw Failure.gone }
        guard let invitation = try context.read({ try Invitation.open(secret, at: context.now, in: $0) }) else {
            return try ownLetter(secret, context)
        }
        let form = FormState(["name": context.member?.name ?? ""], context)
        return try context.render(InvitationPage(token: secret.grouped, shopName: invitation.shopName, form: form))
    }

    /// One's own letter, scanned again: 303 to the home page; 410 for any other member, and for guests.
    private static func ownLetter(_ secret: Secret, _ context: Context) throws -> Response {
        guard let member = context.member,
            let shop = try context.read({ try Invitation.shop(claimedBy: member, with: secret, in: $0) })
        else { throw Failure.gone }
        return context.seeOther(.memberHome, flash: context.say("invitation.own", ["shop": shop.name]))
    }

    /// «C’est moi»: hands over the shop and signs in. Without a name the shop's is used. A member who is signed in gets
    /// one shop more.
    package static func claim(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        guard let secret = Secret(copied: context.parameter("token")) else { throw Failure.gone }
        guard let invitation = try context.read({ try Invitation.open(secret, at: now, in: $0) }) else {
            return try ownLetter(secret, context)
        }
        var form = FormState(try context.form(), fields: ClaimForm.fields, context)
        let typed = form.text(ClaimForm.name)
        guard form.isValid else {
            return try context.render(
                InvitationPage(token: secret.grouped, shopName: invitation.shopName, form: form),
                status: .unprocessableContent)
        }
        let name = typed.isEmpty ? invitation.shopName : typed
        let member = context.member?.id
        let flash = context.say("invitation.claimed", ["shop": invitation.shopName])
        let response = try await SessionHandlers.open(then: .memberHome, flash: flash, request, context) { db in
            try Invitation.claim(secret, by: member, named: name, at: now, in: db)
        }
        context.record(.invitationClaimed)
        return response
    }

    private static func shop(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read { try Shop.find(context.parameter("shop"), where: member, may: .invite, in: $0) }
        guard let shop else { throw Failure.notFound }
        return shop
    }

    private static func page(
        _ shop: Shop, letter: InvitationLetter? = nil, holders: [ShopPerson], ends: Bool = false, _ context: Context
    ) -> NewInvitationPage {
        let names = holders.map(\.name).joined(separator: ", ")
        func sentence(_ key: String) -> String? {
            holders.isEmpty ? nil : context.say(key, count: holders.count, ["names": names])
        }
        let code = ShopCode(shop.code)
        return NewInvitationPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)), peopleLink: context.link(.people(of: code)),
            action: context.link(.invite(code)), letter: letter,
            holders: ends ? nil : sentence("invitation.new.holders"),
            ended: ends ? sentence("invitation.new.ended") : nil)
    }
}
