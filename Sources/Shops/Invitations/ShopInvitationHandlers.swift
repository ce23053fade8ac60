import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// The button that makes a letter for one shop.
struct NewInvitationPage: Page {
    static let template = "invitations/new"
    let form: String
    let shopName: String
    let shopLink: String
    let peopleLink: String
    let action: String
    /// Who runs the shop now, in a sentence; nil when it has no shopkeeper.
    let holders: String?
    /// The valid letter of the shop: the page of its batch.
    let letterLink: String?
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<NewInvitationPage>] = [
        .text("form") { $0.form }, .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink },
        .text("action") { $0.action }, .text("peopleLink") { $0.peopleLink }, .optionalText("holders") { $0.holders },
        .optionalText("letterLink") { $0.letterLink },
    ]
}

/// The form that makes a letter. The shopkeepers of the shop stay, unless it says otherwise.
enum NewInvitationForm {
    static let holders = AnyField.choice("holders")
    static let fields = [holders]
    /// The value that ends their access to the shop.
    static let end = "end"
}

package enum ShopInvitationHandlers {
    /// The button that makes a letter for one shop. Who runs it now is said, and whether they stay is asked; a letter
    /// that is still valid is offered to be printed again.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let (holders, batch) = try context.read { db in
            (
                try ShopPerson.holders(of: shop.id, in: db),
                try InvitationBatch.open(for: shop.id, at: context.now, in: db)
            )
        }
        let code = ShopCode(shop.code)
        return try context.render(
            NewInvitationPage(
                form: context.site.randomness.publicID(), shopName: shop.name, shopLink: context.link(.shop(shop)),
                peopleLink: context.link(.people(of: code)), action: context.link(.invite(code)),
                holders: sentence("invitation.new.holders", holders, context),
                letterLink: batch.map { context.link(.invitationBatch($0)) }))
    }

    /// Makes a batch of one letter: 303 to it. With `holders=end`, from a member who may end an access, that of the
    /// present shopkeepers to the shop ends with it.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let form = try context.form()
        let ends = form[NewInvitationForm.holders.name] == NewInvitationForm.end && member.may(.manageAccess)
        let holders = ends ? try context.read { try ShopPerson.holders(of: shop.id, in: $0) } : []
        let now = context.now
        let batch = try await InvitationHandlers.made(.shops([shop.code]), form, context) { db in
            for holder in holders { try holder.end(.shop, at: shop.id, by: member.id, at: now, in: db) }
        }
        guard let batch else { throw Failure.notFound }
        if !holders.isEmpty { context.record(.officeEnded) }
        return context.seeOther(
            .invitationBatch(batch.publicID), flash: sentence("invitation.new.ended", holders, context))
    }

    /// «Paul Martin tient déjà cette boutique.»; nil without a shopkeeper.
    private static func sentence(_ key: String, _ holders: [ShopPerson], _ context: Context) -> String? {
        let names = holders.map(\.name).joined(separator: ", ")
        return holders.isEmpty ? nil : context.say(key, count: holders.count, ["names": names])
    }

    private static func shop(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read { try Shop.find(context.parameter("shop"), where: member, may: .invite, in: $0) }
        guard let shop else { throw Failure.notFound }
        return shop
    }
}
