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
    /// The people of the shop, whose access the letter may end; nil when it has no shopkeeper.
    let keepers: Keepers?
    /// The valid letter of the shop: the page of its batch.
    let letterLink: String?
    var error: String?
    let section = Section.home
    let isPrivate = true

    /// The people of the shop now.
    struct Keepers: PageModel {
        /// «Paul Martin tient déjà cette boutique.»
        let holders: String
        /// «Théo Blanc y travaille.»; nil without a team.
        let team: String?
        let names: String
        let teamNames: String

        static let fields: [Field<Keepers>] = [
            .text("holders") { $0.holders }, .optionalText("team") { $0.team }, .text("names") { $0.names },
            .text("teamNames") { $0.teamNames },
        ]
    }

    static let fields: [Field<NewInvitationPage>] = [
        .text("form") { $0.form }, .text("shopName") { $0.shopName }, .text("shopLink") { $0.shopLink },
        .text("action") { $0.action }, .text("peopleLink") { $0.peopleLink }, .one("keepers") { $0.keepers },
        .optionalText("letterLink") { $0.letterLink }, .optionalText("error") { $0.error },
        .flag("hasErrors") { $0.error != nil },
        .list("errors") { page in
            page.error.map { [FieldError(field: NewInvitationForm.holders.name, text: $0)] } ?? []
        },
    ]
}

/// The form that makes a letter: asks whether the present people of the shop keep their access.
enum NewInvitationForm {
    static let holders = AnyField.choice("holders")
    static let fields = [holders]

    /// The choices.
    enum Outcome: String {
        /// One person more.
        case stay
        /// A new shopkeeper; the team stays.
        case end
        /// A new shopkeeper and a new team.
        case endAll = "all"
    }
}

/// Making a letter for one shop.
package enum ShopInvitationHandlers {
    /// The button that makes a letter for one shop. Shows who runs the shop and who works there, and asks whether they
    /// stay; a letter that is still valid can be printed again.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(shop(context), form: context.site.randomness.publicID(), context))
    }

    /// Makes a batch of one letter: 303 to it; 422 when a member who may end an access does not say whether the present
    /// shopkeepers keep theirs. The accesses that the member chooses to end are ended in the same write.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let form = try context.form()
        let people = try context.read { try ShopPerson.all(at: shop.id, in: $0) }.filter { $0.end == nil }
        let typed = NewInvitationForm.Outcome(rawValue: form[NewInvitationForm.holders.name] ?? "")
        if typed == nil, member.may(.manageAccess), people.contains(where: \.rights.runs) {
            var page = try page(shop, form: form[NewBatchForm.form.name] ?? "", context)
            page.error = context.say("invitation.new.missing")
            return try context.render(page, status: .unprocessableContent)
        }
        let ended =
            switch member.may(.manageAccess) ? typed : nil {
            case .stay, nil: [ShopPerson]()
            case .end: people.filter(\.rights.runs)
            case .endAll: people
            }
        let now = context.now
        let batch = try await InvitationHandlers.made(.shops([shop.code]), form, context) { db in
            for person in ended {
                try person.end(.shop, at: shop.id, by: member.id, at: now, in: db)
                try Audit.record(.shopAccessEnded, person.publicID, by: member.id, at: now, in: db)
            }
        }
        guard let batch else { throw Failure.notFound }
        if !ended.isEmpty { context.record(.officeEnded) }
        return context.seeOther(
            .invitationBatch(batch.publicID),
            flash: ended.isEmpty
                ? nil : context.say("invitation.new.ended", count: ended.count, ["names": names(ended)]))
    }

    private static func page(_ shop: Shop, form: String, _ context: Context) throws -> NewInvitationPage {
        let (people, batch) = try context.read { db in
            (
                try ShopPerson.all(at: shop.id, in: db).filter { $0.end == nil },
                try InvitationBatch.open(for: shop.id, at: context.now, in: db)
            )
        }
        let code = ShopCode(shop.code)
        return NewInvitationPage(
            form: form, shopName: shop.name, shopLink: context.link(.shop(shop)),
            peopleLink: context.link(.people(of: code)), action: context.link(.invite(code)),
            keepers: keepers(people, context), letterLink: batch.map { context.link(.invitationBatch($0)) })
    }

    private static func keepers(_ people: [ShopPerson], _ context: Context) -> NewInvitationPage.Keepers? {
        let (holders, team) = (people.filter(\.rights.runs), people.filter { !$0.rights.runs })
        if holders.isEmpty { return nil }
        return NewInvitationPage.Keepers(
            holders: context.say("invitation.new.holders", count: holders.count, ["names": names(holders)]),
            team: team.isEmpty
                ? nil : context.say("invitation.new.team", count: team.count, ["names": names(team)]),
            names: names(holders), teamNames: names(team))
    }

    private static func names(_ people: [ShopPerson]) -> String { people.map(\.name).joined(separator: ", ") }

    private static func shop(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read { try Shop.find(context.parameter("shop"), where: member, may: .invite, in: $0) }
        guard let shop else { throw Failure.notFound }
        return shop
    }
}
