import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// Changing a shop’s page and hours.
package enum ShopEditHandlers {
    /// The form, filled.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, hours) = try own(context)
        // Past closures are not shown; the next change of the closures deletes them.
        let form = FormState(ShopForm.values(shop, hours.announced(on: context.now.local.day)), context)
        return try context.render(page(shop, form, context))
    }

    /// Changes a shop: 303; 422 with the form as typed. Fields that another person changed meanwhile are preserved;
    /// when both changed the same field, 409 shows both texts and the other fields are saved. `copy` and `add` only
    /// fill the form and show it again; `season` leads to the form of a season once the rest is saved.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, _) = try own(context)
        let sent = try context.form()
        var form = ShopForm(sent, context)
        if sent["copy"] != nil {
            var values = form.state.values
            WeekForm.copyMonday(&values)
            return try context.render(page(shop, FormState(values, context), context))
        }
        if let group = sent["add"] {
            return try context.render(page(shop, form.state, openRow: group, context))
        }

        let details = form.details(over: shop.details)
        let week = OpeningHoursForm.read(&form.state, context)
        guard form.state.isValid else {
            return try context.render(page(shop, form.state, context), status: .unprocessableContent)
        }
        let author = ShopAuthor(member: try context.requireMember().id, at: context.now, source: .form)
        let edit = ShopEdit(shop: shop.code, typed: form.state.values, details: details, hours: week, author: author)
        let outcome = try await context.write { db in
            try Audit.record(.shopChanged, shop.code, by: author.member, at: author.at, in: db)
            return try edit.save(in: db)
        }
        guard outcome.merge.conflicts.isEmpty else { return try conflict(outcome, edit, context) }
        let saved = context.say("shop.saved", ["shop": outcome.shop.name])
        if let season = sent["season"].flatMap(SeasonNumber.init) {
            return context.seeOther(.season(season, of: ShopCode(shop.code)), flash: saved)
        }
        return context.seeOther(.shop(outcome.shop), flash: saved)
    }

    /// The page of a conflict: the stored values, with the typed text in fields that both changed. Saving it again
    /// stores that text.
    private static func conflict(_ outcome: ShopEdit.Outcome, _ edit: ShopEdit, _ context: Context) throws -> Response {
        let (shop, hours) = (outcome.shop, outcome.hours)
        let stored = ShopForm.values(shop, hours.announced(on: context.now.local.day))
        let values = outcome.merge.values(ShopForm.units, typed: edit.typed, stored: stored)
        let changes = ShopForm.units.filter { outcome.merge.conflicts.contains($0.name) }.map { unit in
            let (label, text) = words(unit, shop, hours, context)
            return FormConflict.Change(label: label, stored: text.isEmpty ? context.say("form.conflict.empty") : text)
        }
        let page = try page(shop, FormState(values, context), context, conflict: FormConflict(changes: changes))
        return try context.render(page, status: .conflict)
    }

    /// The label of a unit of the form, and its stored text.
    private static func words(
        _ unit: FormUnit, _ shop: Shop, _ hours: OpeningHours, _ context: Context
    ) -> (label: String, text: String) {
        if let field = ShopFields.texts.first(where: { $0.name == unit.name }) {
            return (field.input.map { context.say($0.label) } ?? "", field.words(shop.details[field], context.messages))
        }
        if let weekday = (1...7).first(where: { WeekForm.unit(of: $0) == unit.name }) {
            let words = hours.intervals.words(on: weekday, context)
            return (context.language.name(weekday: weekday).capitalisedFirst, words)
        }
        if unit.name == OpeningHoursForm.holidays {
            return (context.say("hours.holidays"), hours.holidays.words(context))
        }
        let today = context.now.local.day
        if unit.name == OpeningHoursForm.openings.unit.name {
            let openings = hours.openingWords(from: today, context).map(\.words)
            return (context.say("shop.openings"), openings.joined(separator: "; "))
        }
        let closures = hours.closures(notOverOn: today).map { $0.words(context) }
        return (context.say("shop.closures"), closures.joined(separator: ", "))
    }

    /// The shop of the address with its hours, when the member may edit it; 404 otherwise.
    static func own(_ context: Context) throws -> (Shop, OpeningHours) {
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

    /// The page of the form. `openRow` names the rows to which an empty one is added.
    private static func page(
        _ shop: Shop, _ form: FormState, openRow: String = "", _ context: Context, conflict: FormConflict? = nil
    ) throws -> EditShopPage {
        let trades = try DirectorySnapshot.current(context).trades.choices.map(\.label)
        let seasons = try context.read { try OpeningHours.of(shop.id, in: $0) }.seasons
        return EditShopPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)),
            peopleLink: context.member?.may(.managePeople, shop) == true
                ? context.link(.people(of: ShopCode(shop.code))) : nil,
            photosLink: context.link(.shopPhotos(of: ShopCode(shop.code))),
            action: context.link(.editShop(ShopCode(shop.code))), form: form, trades: trades,
            choices: ChoiceFields.all(form, context), days: DayFields.all(form, context),
            seasons: seasons.map { SeasonLine(number: $0.number, words: $0.wordsWithHours(context)) },
            closures: RowFields(OpeningHoursForm.closures, form, isOpen: openRow == OpeningHoursForm.closures.name),
            openings: RowFields(OpeningHoursForm.openings, form, isOpen: openRow == OpeningHoursForm.openings.name),
            holidays: FormOption.holidays(form, context), conflict: conflict)
    }
}
