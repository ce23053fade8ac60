import Base
import HTTP
import SQLite
import Shell
import Web

/// The bons plans of a shop, for its people.
package enum DealHandlers {
    /// The bons plans of a shop, for those who may announce them.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try own(context)
        return try context.render(try page(shop, FormState(context), context))
    }

    /// Adds one: 303; 422 with the form as typed, also at a limit of the shop (`dealsAtShop`, `dealsADay`). The same
    /// words again within ten minutes change nothing.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try own(context)
        let form = DealForm(try context.form(), context)
        guard form.state.isValid else {
            return try context.render(try page(shop, form.state, context), status: .unprocessableContent)
        }
        let (details, now, member) = (form.details, context.now, try context.requireMember().id)
        let new = context.site.randomness.publicID()
        let publicID = try await context.write { db -> String? in
            let then = now - SiteLimits.sameProposal
            if let same = try Deal.duplicate(details.text, at: shop.id, since: then, in: db) { return same }
            guard try Deal.openCount(of: shop.id, at: now, in: db) < SiteLimits.dealsAtShop,
                try Deal.addedCount(of: shop.id, since: now - .days(1), in: db) < SiteLimits.dealsADay
            else { return nil }
            try details.insert(publicID: new, at: shop.id, by: member, at: now, in: db)
            try Audit.record(.dealAdded, new, by: member, at: now, in: db)
            return new
        }
        guard let publicID else {
            var state = form.state
            state.refuse(DealForm.text, "deal.full", ["most": context.language.number(SiteLimits.dealsAtShop)])
            return try context.render(try page(shop, state, context), status: .unprocessableContent)
        }
        return context.seeOther(
            .deals(at: ShopCode(shop.code)), flash: context.say("deal.added"),
            undo: .endDeal(publicID, at: ShopCode(shop.code)))
    }

    /// The form of one; 404 when it is over.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, deal) = try found(context)
        guard deal.isOpen(on: context.now.local.day) else { throw Failure.notFound }
        return try context.render(formPage(shop, deal, FormState(DealForm.values(deal), context), context))
    }

    /// Changes one: 303; 422 with the form as typed; 409 with both texts when it changed meanwhile.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, deal) = try found(context)
        guard deal.isOpen(on: context.now.local.day) else { throw Failure.notFound }
        let sent = try context.form()
        let form = DealForm(sent, over: deal.details, context)
        guard form.state.isValid else {
            return try context.render(
                formPage(shop, deal, form.state, context), status: .unprocessableContent)
        }
        let (details, now) = (form.details, context.now)
        guard details != deal.details else { return saved(shop, context) }
        do {
            guard sent["version"] == String(deal.version) else { throw Failure.conflict }
            let member = try context.requireMember().id
            try await context.write { db in
                try deal.change(to: details, at: now, in: db)
                try Audit.record(.dealChanged, deal.publicID, by: member, at: now, in: db)
            }
            return saved(shop, context)
        } catch Failure.conflict {
            let (shop, current) = try found(context)
            var values = form.state.values
            values["version"] = String(current.version)
            var page = formPage(shop, current, FormState(values, context), context)
            page.conflict = FormConflict(changes: [
                FormConflict.Change(
                    label: shop.name, stored: current.details.text + "\n" + current.details.words(context))
            ])
            return try context.render(page, status: .conflict)
        }
    }

    private static func saved(_ shop: Shop, _ context: Context) -> Response {
        context.seeOther(.deals(at: ShopCode(shop.code)), flash: context.say("deal.saved"))
    }

    /// Ends one: 303 with an undo; 422 with the reason as typed.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, deal) = try found(context)
        let (member, now) = (try context.requireMember(), context.now)
        var form = FormState(try context.form(), fields: DealForm.fields, context)
        // Only a moderator who is not of the shop gives a reason.
        let isOwn = member.workplaces.contains { $0.scope == shop.scope }
        let reason = isOwn ? "" : form.text(DealForm.reason)
        guard form.isValid else {
            return try context.render(try page(shop, form, context), status: .unprocessableContent)
        }
        let publicID = deal.publicID
        try await context.write { db in
            try Deal.end(publicID, reason: reason, by: member.id, at: now, in: db)
            try Audit.record(.dealEnded, publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(
            .deals(at: ShopCode(shop.code)), flash: context.say("deal.ended"),
            undo: .restoreDeal(publicID, at: ShopCode(shop.code)))
    }

    /// Brings one back; 403 for its shop when a moderator ended it; 410 when it is over or the shop has
    /// `SiteLimits.dealsAtShop`.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, deal) = try found(context)
        let (member, now) = (try context.requireMember(), context.now)
        let publicID = deal.publicID
        try await context.write { db in
            guard let current = try Deal.find(publicID, at: shop.id, in: db) else { throw Failure.notFound }
            if current.end == nil { return }
            guard current.isRestorable(by: member) else { throw Failure.forbidden }
            guard current.details.until >= now.local.day,
                try Deal.openCount(of: shop.id, at: now, in: db) < SiteLimits.dealsAtShop
            else { throw Failure.over }
            try Deal.restore(publicID, in: db)
            try Audit.record(.dealRestored, publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(.deals(at: ShopCode(shop.code)), flash: context.say("deal.restored"))
    }

    /// The shop of the address, when the member may announce its bons plans; 404 otherwise.
    private static func own(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: .announceDeals, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }

    private static func found(_ context: Context) throws -> (Shop, Deal) {
        let shop = try own(context)
        let deal = try context.read { try Deal.find(context.parameter("deal"), at: shop.id, in: $0) }
        guard let deal else { throw Failure.notFound }
        return (shop, deal)
    }

    private static func page(_ shop: Shop, _ form: FormState, _ context: Context) throws -> DealsPage {
        let (member, now) = (try context.requireMember(), context.now)
        let all = try context.read { try Deal.all(of: shop.id, at: now, in: $0) }
        let open = all.filter { $0.isOpen(on: now.local.day) }
        let isOwn = member.workplaces.contains { $0.shop == shop.id }
        return DealsPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)),
            action: context.link(.deals(at: ShopCode(shop.code))), form: form,
            stocks: FormOption.stocks(chosen: form[DealForm.stock], context),
            isFull: open.count >= SiteLimits.dealsAtShop,
            open: open.reversed().map { row($0, form, asksReason: !isOwn, member, context) },
            past: all.filter { !open.contains($0) }.map { row($0, form, asksReason: false, member, context) })
    }

    private static func row(
        _ deal: Deal, _ form: FormState, asksReason: Bool, _ member: Member, _ context: Context
    ) -> DealsPage.Row {
        let code = ShopCode(deal.shopCode)
        let end = deal.end.map { end in
            let values = ["name": end.name, "moment": context.language.moment(end.at), "reason": end.reason]
            return context.say(end.reason.isEmpty ? "deal.end" : "deal.end.reason", values)
        }
        let isOver = deal.details.until < context.now.local.day
        let words = isOver ? context.say("deal.over", ["date": context.language.date(deal.details.until)]) : nil
        return DealsPage.Row(
            text: deal.details.text, days: words ?? deal.details.words(context), end: end,
            editLink: context.link(.deal(deal.publicID, at: code)),
            endAction: context.link(.endDeal(deal.publicID, at: code)),
            reason: asksReason ? form.input(DealForm.reason, id: "reason-" + deal.publicID) : nil,
            restoreAction: !isOver && deal.isRestorable(by: member)
                ? context.link(.restoreDeal(deal.publicID, at: code)) : nil)
    }

    private static func formPage(_ shop: Shop, _ deal: Deal, _ form: FormState, _ context: Context) -> DealPage {
        let code = ShopCode(shop.code)
        return DealPage(
            shopName: shop.name, backLink: context.link(.deals(at: code)),
            action: context.link(.deal(deal.publicID, at: code)), form: form,
            stocks: FormOption.stocks(chosen: form[DealForm.stock], context))
    }
}
