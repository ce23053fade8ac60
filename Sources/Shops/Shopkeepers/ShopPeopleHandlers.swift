import Base
import HTTP
import SQLite
import Shell
import Web

/// The people of a shop, and what they may do.
package enum ShopPeopleHandlers {
    /// The people of a shop and those invited; 404 for a member who does not decide who works there.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let (people, invited) = try context.read { db in
            (
                try ShopPerson.all(at: shop.id, in: db),
                try TeamInvitation.open(at: shop.id, at: context.now, in: db)
            )
        }
        let code = ShopCode(shop.code)
        return try context.render(
            ShopPeoplePage(
                shopName: shop.name, shopLink: context.link(.shop(shop)),
                teamLink: context.link(.newTeamInvitation(code)),
                letterLink: context.link(.invite(code)),
                people: people.filter { $0.end == nil }.map { row($0, shop, context) },
                invited: invited.map { invitation in
                    ShopPeoplePage.Invited(
                        name: invitation.name, state: invitation.state(context),
                        link: context.link(.teamInvitation(invitation.publicID, at: code)))
                },
                ended: people.filter { $0.end != nil }.map { row($0, shop, context) }))
    }

    /// One person: what they may do, and the end of their access. 404 for a person who never held an office at the
    /// shop; 303 to the list when their access has ended.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        guard person.end == nil else { return seeOther(shop, "people.already", person, context) }
        return try context.render(page(shop, person, error: nil, context))
    }

    /// Saves the additional rights of a person who works at the shop: 303 to the list; 409 for a person who runs it,
    /// and for an access that has ended.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        guard person.end == nil, !person.rights.runs else { throw Failure.conflict }
        let form = try context.form()
        let rights = TeamRights(
            mayEdit: form[TeamForm.edit.name] != nil, maySpeak: form[TeamForm.speak.name] != nil)
        let (actor, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try rights.replace(of: person.id, at: shop.scope, by: actor, at: now, in: db)
            try Audit.record(.teamRightsChanged, person.publicID, by: actor, at: now, in: db)
        }
        let isLess = person.rights.mayEdit && !rights.mayEdit || person.rights.maySpeak && !rights.maySpeak
        context.record(isLess ? .officeEnded : .officeGiven)
        return seeOther(shop, "people.rights.saved", person, context)
    }

    /// Ends the access: 303 to the list, with an undo; 422 without a choice; 409 for a person who runs the shop, asked
    /// by another shopkeeper, and for access to the whole site, if it is one's own, the last president's, or a
    /// president's.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        let actor = try context.requireMember()
        guard person.end == nil else { return seeOther(shop, "people.already", person, context) }
        let now = context.now
        guard actor.may(.manageAccess) else {
            guard !person.rights.runs else { throw Failure.conflict }
            try await context.write { db in
                guard let current = try ShopPerson.find(person.publicID, at: shop.id, in: db), !current.rights.runs
                else { throw Failure.conflict }
                try current.endWork(at: shop.id, by: actor.id, at: now, in: db)
                try Audit.record(.shopAccessEnded, person.publicID, by: actor.id, at: now, in: db)
            }
            context.record(.officeEnded)
            return ended(.shop, shop, person, context)
        }
        guard let extent = AccessExtent(rawValue: try context.form()[EndAccessForm.extent.name] ?? "") else {
            return try context.render(
                page(shop, person, error: context.say("people.end.missing"), context), status: .unprocessableContent)
        }
        if extent == .site, person.id == actor.id { throw Failure.conflict }
        do {
            try await context.write { db in
                try person.end(extent, at: shop.id, by: actor.id, at: now, in: db)
                if extent == .shop {
                    try Audit.record(.shopAccessEnded, person.publicID, by: actor.id, at: now, in: db)
                }
            }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(extent == .site ? .accessEnded : .officeEnded)
        return ended(extent, shop, person, context)
    }

    /// Restores the access: 303 to the list; 409 for an access that another ended, unless one may manage the access of
    /// all.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        let (actor, now) = (try context.requireMember(), context.now)
        guard let end = person.end else { return seeOther(shop, "people.restored", person, context) }
        guard person.mayRestore(actor) else { throw Failure.conflict }
        do {
            try await context.write { db in
                try person.restore(at: shop.id, by: actor.id, at: now, in: db)
                if !end.isOfSite {
                    try Audit.record(.shopAccessRestored, person.publicID, by: actor.id, at: now, in: db)
                }
            }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(end.isOfSite ? .accessRestored : .officeGiven)
        return seeOther(shop, "people.restored", person, context)
    }

    private static func ended(_ extent: AccessExtent, _ shop: Shop, _ person: ShopPerson, _ context: Context)
        -> Response
    {
        let undo = Link.restoreAccess(of: person.publicID, at: ShopCode(shop.code))
        return seeOther(
            shop, extent == .site ? "people.ended.site" : "people.ended.shop", person, context, undo: undo)
    }

    /// The shop, for a member who decides who works there.
    static func shop(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: .managePeople, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }

    private static func find(_ context: Context) throws -> (shop: Shop, person: ShopPerson) {
        let shop = try shop(context)
        let person = try context.read { try ShopPerson.find(context.parameter("member"), at: shop.id, in: $0) }
        guard let person else { throw Failure.notFound }
        return (shop, person)
    }

    private static func seeOther(
        _ shop: Shop, _ key: String, _ person: ShopPerson, _ context: Context, undo: Link? = nil
    ) -> Response {
        let flash = context.say(key, ["name": person.name, "shop": shop.name])
        return context.seeOther(.people(of: ShopCode(shop.code)), flash: flash, undo: undo)
    }
}
