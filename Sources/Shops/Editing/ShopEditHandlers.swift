import HTMLTemplate
import HTTP
import SQLite
import Web

enum ShopEditHandlers {
    /// The form, filled.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, hours, trades) = try kept(context)
        // Closures that are over are not shown, and go with the next change.
        let current = OpeningHours(
            intervals: hours.intervals, closures: hours.closures(notOverOn: context.now.local.day))
        return try context.render(page(shop, ShopForm(shop, current), trades, isOpenRow: false, context))
    }

    /// Changes the page of a shop: 303; 422 with everything kept; 409 with everything kept when somebody else changed it
    /// meanwhile. `copy` and `add` only fill the form and show it again.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, hours, trades) = try kept(context)
        let sent = try context.form()
        var form = ShopForm(sent)
        if sent["copy"] != nil {
            var values = form.values
            OpeningHoursForm.copyMonday(&values)
            return try context.render(page(shop, ShopForm(values), trades, isOpenRow: false, context))
        }
        if sent["add"] != nil { return try context.render(page(shop, form, trades, isOpenRow: true, context)) }

        let details = form.details(before: shop, context)
        let week = OpeningHoursForm.read(&form.state, context)
        guard form.state.isValid else {
            return try context.render(
                page(shop, form, trades, isOpenRow: false, context), status: .unprocessableContent)
        }
        let (id, version, now) = (shop.id, form.version, context.now)
        do {
            try await context.write { db in
                try details.update(id, version: version, at: now, in: db)
                try week.save(for: id, in: db)
            }
        } catch Failure.conflict {
            return try conflict(form, shop, hours, trades, context)
        }
        return context.seeOther(
            Shop.path(name: details.name, code: shop.code), flash: context.say("shop.saved", ["shop": details.name]))
    }

    /// What was typed, on the version stored now, with what differs: saving once more is then a decision.
    private static func conflict(
        _ form: ShopForm, _ before: Shop, _ hoursBefore: OpeningHours, _ trades: [String], _ context: Context
    ) throws -> Response {
        let (shop, hours, _) = try kept(context)
        let stored = ShopForm(shop, hours)
        var changes = ShopForm.detailFields.compactMap { name -> EditShopPage.Change? in
            if stored.state[name].trimmed == form.state[name].trimmed { return nil }
            return EditShopPage.Change(
                label: context.say("shop.field.\(name)"),
                stored: stored.state[name].isEmpty ? context.say("shop.conflict.empty") : stored.state[name])
        }
        for weekday in 1...7 {
            let fields = OpeningHoursForm.dayFields[weekday - 1]
            if fields.allSatisfy({ stored.state[$0] == form.state[$0].trimmed }) { continue }
            changes.append(
                EditShopPage.Change(
                    label: context.language.name(weekday: weekday).capitalisedFirst,
                    stored: hours.words(on: weekday, context)))
        }
        var scratch = form.state
        let typedClosures = OpeningHoursForm.read(&scratch, context).closures
        let storedClosures = hours.closures(notOverOn: context.now.local.day)
        if typedClosures != storedClosures {
            let words = storedClosures.map { $0.words(context) }.joined(separator: ", ")
            changes.append(
                EditShopPage.Change(
                    label: context.say("shop.closures"),
                    stored: words.isEmpty ? context.say("shop.conflict.empty") : words))
        }
        var values = form.values
        values["version"] = String(shop.version)
        let page = page(
            shop, ShopForm(values), trades, isOpenRow: false, context, conflict: EditShopPage.Conflict(changes: changes)
        )
        return try context.render(page, status: .conflict)
    }

    /// The shop of the address when it is theirs, its hours, and the trades to suggest; 404 otherwise.
    private static func kept(_ context: Context) throws -> (Shop, OpeningHours, [String]) {
        let member = try context.requireMember()
        let found = try context.read { db -> (Shop, OpeningHours, [String])? in
            guard let shop = try Shop.find(context.parameter("shop"), keptBy: member, in: db) else { return nil }
            let trades = try context.loop.directoryMenus.current(in: db).trades.map(\.label)
            return (shop, try OpeningHours.of(shop.id, in: db), trades)
        }
        guard let found else { throw Failure.notFound }
        return found
    }

    private static func page(
        _ shop: Shop, _ form: ShopForm, _ trades: [String], isOpenRow: Bool, _ context: Context,
        conflict: EditShopPage.Conflict? = nil
    ) -> EditShopPage {
        let used = (1...OpeningHoursForm.closuresAtMost).filter { index in
            ["from", "until", "reason"].contains { !form.state[OpeningHoursForm.closureName(index, $0)].isEmpty }
        }
        var closures = used.map { ClosureFields($0, form.state, isNew: false) }
        let free = (1...OpeningHoursForm.closuresAtMost).filter { !used.contains($0) }
        if isOpenRow || used.isEmpty, let next = free.first {
            closures.append(ClosureFields(next, form.state, isNew: true))
        }
        return EditShopPage(
            shopName: shop.name, shopLink: context.link(shop.path),
            action: context.link("/boutiques/\(shop.code.lowercased())/modifier"),
            details: ShopFields(form: form.state, trades: trades), version: form.state["version"],
            days: (1...7).map { DayFields($0, form.state, context) }, closures: closures,
            canAddClosure: free.count > 1 || (!free.isEmpty && !used.isEmpty && !isOpenRow), conflict: conflict)
    }
}
