import Base
import Shell
import HTMLTemplate
import HTTP
import SQLite
import Web

package enum ShopEditHandlers {
    /// The form, filled.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, hours) = try own(context)
        // Past closures are not shown; the next change of the closures deletes them.
        let form = FormState(ShopForm.values(shop, hours.announced(on: context.now.local.day)), context)
        return try context.render(page(shop, form, isOpenRow: false, context))
    }

    /// Changes a shop: 303; 422 with the form as typed. Fields that another person changed meanwhile are preserved;
    /// when both changed the same field, 409 shows both texts and the other fields are saved. `copy` and `add` only
    /// fill the form and show it again.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, _) = try own(context)
        let sent = try context.form()
        var form = ShopForm(sent, context)
        if sent["copy"] != nil {
            var values = form.state.values
            OpeningHoursForm.copyMonday(&values)
            return try context.render(page(shop, FormState(values, context), isOpenRow: false, context))
        }
        if sent["add"] != nil { return try context.render(page(shop, form.state, isOpenRow: true, context)) }

        let details = form.details(over: shop.details)
        let week = OpeningHoursForm.read(&form.state, context)
        guard form.state.isValid else {
            return try context.render(page(shop, form.state, isOpenRow: false, context), status: .unprocessableContent)
        }
        let author = ShopAuthor(member: try context.requireMember().id, at: context.now, source: .form)
        let edit = ShopEdit(shop: shop.code, typed: form.state.values, details: details, hours: week, author: author)
        let outcome = try await context.write { try edit.save(in: $0) }
        guard outcome.merge.conflicts.isEmpty else { return try conflict(outcome, edit, context) }
        return context.seeOther(.shop(outcome.shop), flash: context.say("shop.saved", ["shop": outcome.shop.name]))
    }

    /// The form on the stored version, with the typed text where both changed it. Saving it again then decides.
    private static func conflict(_ outcome: ShopEdit.Outcome, _ edit: ShopEdit, _ context: Context) throws -> Response {
        let (shop, hours) = (outcome.shop, outcome.hours)
        let stored = ShopForm.values(shop, hours.announced(on: context.now.local.day))
        let values = outcome.merge.values(ShopForm.units, typed: edit.typed, stored: stored)
        let changes = ShopForm.units.filter { outcome.merge.conflicts.contains($0.name) }.map { unit in
            let (label, text) = words(unit, shop, hours, context)
            return FormConflict.Change(label: label, stored: text.isEmpty ? context.say("form.conflict.empty") : text)
        }
        let page = try page(
            shop, FormState(values, context), isOpenRow: false, context, conflict: FormConflict(changes: changes))
        return try context.render(page, status: .conflict)
    }

    /// The label of a unit of the form, and its stored text.
    private static func words(
        _ unit: FormUnit, _ shop: Shop, _ hours: OpeningHours, _ context: Context
    ) -> (label: String, text: String) {
        if let field = ShopFields.texts.first(where: { $0.name == unit.name }) {
            return (field.input.map { context.say($0.label) } ?? "", shop.details[field])
        }
        if let weekday = (1...7).first(where: { OpeningHoursForm.unit(of: $0) == unit.name }) {
            return (context.language.name(weekday: weekday).capitalisedFirst, hours.words(on: weekday, context))
        }
        if unit.name == OpeningHoursForm.holidays {
            return (context.say("hours.holidays"), hours.holidays.words(context))
        }
        let closures = hours.announced(on: context.now.local.day).closures.map { $0.words(context) }
        return (context.say("shop.closures"), closures.joined(separator: ", "))
    }

    /// The shop of the address with its hours, when the member may edit it; 404 otherwise.
    private static func own(_ context: Context) throws -> (Shop, OpeningHours) {
        let member = try context.requireMember()
        let found = try context.read { db -> (Shop, OpeningHours)? in
            guard let shop = try Shop.find(context.parameter("shop"), where: member, may: .edit, in: db) else {
                return nil
            }
            return (shop, try OpeningHours.of(shop.id, in: db))
        }
        guard let found else { throw Failure.notFound }
        return found
    }

    private static func page(
        _ shop: Shop, _ form: FormState, isOpenRow: Bool, _ context: Context, conflict: FormConflict? = nil
    ) throws -> EditShopPage {
        let trades = try DirectorySnapshot.current(context).trades.choices.map(\.label)
        let used = (1...OpeningHoursForm.closuresAtMost).filter { index in
            OpeningHoursForm.inputs(index).contains { !form[$0].isEmpty }
        }
        var closures = used.map { ClosureFields($0, form, isNew: false) }
        let free = (1...OpeningHoursForm.closuresAtMost).filter { !used.contains($0) }
        if isOpenRow || used.isEmpty, let next = free.first {
            closures.append(ClosureFields(next, form, isNew: true))
        }
        return EditShopPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)),
            peopleLink: context.link(.people(of: ShopCode(shop.code))),
            action: context.link(.editShop(ShopCode(shop.code))), form: form, trades: trades,
            days: (1...7).map { DayFields($0, form, context) }, closures: closures,
            blankClosure: ClosureFields(0, FormState(context), isNew: false),
            canAddClosure: free.count > 1 || (!free.isEmpty && !used.isEmpty && !isOpenRow),
            holidays: HolidayChoice.all(form, context), conflict: conflict)
    }
}
