import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The pledges of shops, and the request of a shop to be released.
package enum PledgeHandlers {
    /// A shop pledges, in place of what it pledged before: 303; 422 with the form as typed. The deadline is checked by
    /// the server’s clock inside the write.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        guard let (place, call, member, shop) = try found(context) else { return closed(context) }
        let allows = place.state?.key.key.rule.allowsConditions == true
        var form = PledgeForm(try context.form(), allowsConditions: allows, context)
        guard let terms = form.terms else { return try refused(place, form, shop, context) }
        let (project, clock) = (place.project, context.site.clock)
        do {
            try await context.write { db in
                let now = clock.now()
                guard try call.pledge(terms, for: shop.shop, by: member.id, at: now, in: db) else { return }
                try Audit.record(.pledged, project.publicID, by: member.id, at: now, in: db)
                try project.tellLeadsOfPledges(.pledgeMade, by: member.id, at: now, in: db)
            }
        } catch let refusal as PledgeRefusal {
            form.refuse(refusal, context)
            return try refused(try CallHandlers.found(context), form, shop, context)
        }
        return context.seeOther(place.link, flash: context.say("pledge.made", ["shop": shop.name]))
    }

    /// A shop takes its pledge back before the deadline: 303, also without one (sent twice, or by a colleague).
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        guard let (place, call, member, shop) = try found(context) else { return closed(context) }
        let (project, clock) = (place.project, context.site.clock)
        do {
            try await context.write { db in
                let now = clock.now()
                guard try call.takeBack(shop.shop, at: now, in: db) else { return }
                try Audit.record(.pledgeTakenBack, project.publicID, by: member.id, at: now, in: db)
            }
        } catch is PledgeRefusal {
            return closed(context)
        }
        return context.seeOther(place.link, flash: context.say("pledge.takenBack", ["shop": shop.name]))
    }

    /// After the deadline a shop asks the leads to release it, or withdraws that request: 303; 422 without a reason;
    /// 409 when it has left meanwhile.
    package static func askToLeave(_ request: Request, _ context: Context) async throws -> Response {
        guard let (place, call, member, shop) = try found(context), place.divisions.first?[shop.shop] != nil else {
            return context.seeOther(
                .pledges(context.parameter("project")), flash: context.say("pledge.leaving.notBound"), isError: true)
        }
        var form = PledgeForm(try context.form(), allowsConditions: false, context).state
        let takesBack = form["decision"] == "stay"
        let reason = takesBack ? nil : form.text(PledgeForm.leaving)
        guard form.isValid else {
            return try context.render(
                try PledgesPage.of(place, form: form, for: shop.code, context), status: .unprocessableContent)
        }
        let (project, now) = (place.project, context.now)
        try await context.write { db in
            try call.askToLeave(shop.shop, reason: reason, at: now, in: db)
            try Audit.record(.leavingAsked, project.publicID, by: member.id, at: now, in: db)
            if reason != nil { try project.tellLeadsOfPledges(.leavingAsked, by: member.id, at: now, in: db) }
        }
        return context.seeOther(
            place.link, flash: context.say(takesBack ? "pledge.leaving.takenBack" : "pledge.leaving.asked"))
    }

    private static func refused(
        _ place: PledgePlace, _ form: PledgeForm, _ shop: Workplace, _ context: Context
    ) throws -> Response {
        try context.render(
            try PledgesPage.of(place, form: form.state, for: shop.code, context), status: .unprocessableContent)
    }

    private static func closed(_ context: Context) -> Response {
        context.seeOther(
            .pledges(context.parameter("project")), flash: context.say("pledge.refused.closed"), isError: true)
    }

    /// The call, and the shop named by the form or the only one of the member. Nil without a call; 404 for another
    /// person’s shop.
    private static func found(_ context: Context) throws -> (PledgePlace, PledgeCall, Member, Workplace)? {
        let (place, member) = (try CallHandlers.found(context), try context.requireMember())
        let shops = member.workplaces(may: .represent)
        let code = try context.form()["boutique"]
        let shop = code.map { code in shops.first { $0.code == code } } ?? (shops.count == 1 ? shops[0] : nil)
        guard let shop else { throw Failure.notFound }
        return place.state.map { (place, $0.call, member, shop) }
    }
}
