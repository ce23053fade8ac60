import Base
import HTTP
import Shell
import SQLite
import Web

package enum ShopPeopleHandlers {
    /// The people of a shop; 404 for a shop that is not in the directory.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let people = try context.read { try ShopPerson.all(at: shop.id, in: $0) }
        func rows(_ people: [ShopPerson]) -> [ShopPeoplePage.Row] {
            people.map { person in
                let code = ShopCode(shop.code)
                let link: Link =
                    person.end == nil
                    ? .endAccess(of: person.publicID, at: code) : .restoreAccess(of: person.publicID, at: code)
                return ShopPeoplePage.Row(
                    name: person.name, email: person.email, state: state(person, context), link: context.link(link))
            }
        }
        return try context.render(
            ShopPeoplePage(
                shopName: shop.name, editLink: context.link(.editShop(ShopCode(shop.code))),
                inviteLink: context.link(.invite(ShopCode(shop.code))), people: rows(people.filter { $0.end == nil }),
                ended: rows(people.filter { $0.end != nil })))
    }

    /// Asks what ends; 404 for a person who never held an office at the shop; 303 to the list when their access has
    /// ended.
    package static func confirm(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        guard person.end == nil else { return seeOther(shop, "people.already", person, context) }
        return try context.render(page(shop, person, error: nil, context))
    }

    /// Ends the access: 303 to the list, with an undo; 422 without a choice; 409 for access to the whole site, if it is
    /// one's own or the last president's.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        let actor = try context.requireMember().id
        guard person.end == nil else { return seeOther(shop, "people.already", person, context) }
        guard let extent = AccessExtent(rawValue: try context.form()[EndAccessForm.extent.name] ?? "") else {
            return try context.render(
                page(shop, person, error: context.say("people.end.missing"), context), status: .unprocessableContent)
        }
        if extent == .site, person.id == actor { throw Failure.conflict }
        let now = context.now
        do {
            try await context.write { db in
                try person.end(extent, at: shop.id, by: actor, at: now, in: db)
                if extent == .shop {
                    try Audit.record(.shopAccessEnded, person.publicID, by: actor, at: now, in: db)
                }
            }
        } catch Member.AccessRefusal.lastPresident {
            throw Failure.conflict
        }
        context.record(extent == .site ? .accessEnded : .officeEnded)
        let undo = Link.restoreAccess(of: person.publicID, at: ShopCode(shop.code))
        return seeOther(
            shop, extent == .site ? "people.ended.site" : "people.ended.shop", person, context, undo: undo)
    }

    /// Restores the access: 303 to the list.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, person) = try find(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        guard let end = person.end else { return seeOther(shop, "people.restored", person, context) }
        try await context.write { db in
            try person.restore(at: shop.id, by: actor, at: now, in: db)
            if !end.isOfSite { try Audit.record(.shopAccessRestored, person.publicID, by: actor, at: now, in: db) }
        }
        context.record(end.isOfSite ? .accessRestored : .officeGiven)
        return seeOther(shop, "people.restored", person, context)
    }

    /// «Tient la boutique depuis le 2 mars 2026.», «Accès terminé le 3 mars 2026 par Camille Rey.»
    private static func state(_ person: ShopPerson, _ context: Context) -> String {
        guard let end = person.end else {
            let key = person.mayRepresent ? "people.state.runs" : "people.state.works"
            return context.say(key, ["date": context.language.date(person.since.local.day)])
        }
        let key = end.isOfSite ? "people.state.site" : "people.state.shop"
        let by = end.by.map { context.say("people.state.by", ["name": $0]) } ?? ""
        return context.say(key, ["date": context.language.date(end.at.local.day), "by": by])
    }

    private static func shop(_ context: Context) throws -> Shop {
        guard let shop = try context.read({ try Shop.find(context.parameter("shop"), in: $0) }) else {
            throw Failure.notFound
        }
        return shop
    }

    private static func find(_ context: Context) throws -> (shop: Shop, person: ShopPerson) {
        let shop = try shop(context)
        let person = try context.read { try ShopPerson.find(context.parameter("member"), at: shop.id, in: $0) }
        guard let person else { throw Failure.notFound }
        return (shop, person)
    }

    private static func page(
        _ shop: Shop, _ person: ShopPerson, error: String?, _ context: Context
    ) throws -> EndAccessPage {
        let isLast = try context.read { try Member.isLastPresident(person.id, in: $0) }
        let mayEndSite = !isLast && person.id != context.member?.id
        let code = ShopCode(shop.code)
        return EndAccessPage(
            shopName: shop.name, name: person.name, peopleLink: context.link(.people(of: code)),
            action: context.link(.endAccess(of: person.publicID, at: code)), mayEndSite: mayEndSite,
            isLastPresident: isLast,
            chosen: error != nil ? nil : person.hasOtherOffices || !mayEndSite ? .shop : .site, error: error)
    }

    private static func seeOther(
        _ shop: Shop, _ key: String, _ person: ShopPerson, _ context: Context, undo: Link? = nil
    ) -> Response {
        let flash = context.say(key, ["name": person.name, "shop": shop.name])
        return context.seeOther(.people(of: ShopCode(shop.code)), flash: flash, undo: undo)
    }
}
