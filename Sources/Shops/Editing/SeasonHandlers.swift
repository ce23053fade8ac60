import Base
import HTTP
import Shell
import Web

/// The hours of a shop in a season.
package enum SeasonHandlers {
    /// The form of a season; that of a new one starts from the usual week. 404 without the right to edit the shop, and
    /// for a season it does not have.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, hours) = try ShopEditHandlers.own(context)
        switch try number(context) {
        case .new:
            let form = FormState(WeekForm.values(hours.intervals), context)
            return try context.render(page(shop, .new, form, context))
        case .number(let number):
            guard let season = hours.seasons.first(where: { $0.number == number }) else { throw Failure.notFound }
            let form = FormState(values(season, version: shop.version), context)
            return try context.render(page(shop, .number(number), form, context))
        }
    }

    /// Adds, changes or removes a season: 303 to the form of the shop. 422 with the form as typed when a field is
    /// invalid or another season has some of its days; 409 when another person changed the same part meanwhile. `copy`
    /// only fills the form and shows it again.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, _) = try ShopEditHandlers.own(context)
        let (number, sent) = (try number(context), try context.form())
        var form = FormState(sent, fields: SeasonForm.fields, context)
        if sent["copy"] != nil {
            var values = form.values
            WeekForm.copyMonday(&values)
            return try context.render(page(shop, number, FormState(values, context), context))
        }
        let author = ShopAuthor(member: try context.requireMember().id, at: context.now, source: .form)
        let edit = SeasonEdit(shop: shop.code, number: number, typed: form.values, author: author)
        if form[SeasonForm.removal] == "1", number != .new {
            let removed = try await context.write { db in
                try Audit.record(.shopChanged, shop.code, by: author.member, at: author.at, in: db)
                return try edit.remove(in: db)
            }
            return back(shop, removed.map { context.say("season.removed", ["days": $0.words(context)]) }, context)
        }
        guard let season = SeasonForm.read(&form, number: 0, context) else {
            return try context.render(page(shop, number, form, context), status: .unprocessableContent)
        }
        switch try await save(season, edit, author, context) {
        case .saved(let season):
            return back(shop, context.say("season.saved", ["days": season.words(context)]), context)
        case .overlaps(let other):
            form.refuse(SeasonForm.from, context.say("season.overlap", ["days": other.words(context)]))
        case .full:
            let most = context.language.number(SeasonForm.seasonsAtMost)
            form.refuse(SeasonForm.from, context.say("season.full", ["count": most]))
        case .conflict(let merge, let stored, let version):
            return try conflict(shop, edit, merge, stored, version: version, context)
        }
        return try context.render(page(shop, number, form, context), status: .unprocessableContent)
    }

    private static func save(
        _ season: Season, _ edit: SeasonEdit, _ author: ShopAuthor, _ context: Context
    ) async throws -> SeasonEdit.Outcome {
        try await context.write { db in
            let outcome = try edit.save(season, in: db)
            if case .saved = outcome {
                try Audit.record(.shopChanged, edit.shop, by: author.member, at: author.at, in: db)
            }
            return outcome
        }
    }

    private static func back(_ shop: Shop, _ flash: String?, _ context: Context) -> Response {
        context.seeOther(Link.editShop(ShopCode(shop.code)).at(fragment: "seasons"), flash: flash)
    }

    private static func number(_ context: Context) throws -> SeasonNumber {
        guard let number = SeasonNumber(context.parameter("season")) else { throw Failure.notFound }
        return number
    }

    /// The values of the form of a stored season, with the version and the base it is loaded with.
    private static func values(_ season: Season, version: Int) -> [String: String] {
        var values = SeasonForm.values(season)
        values[FormBase.field.name] = FormBase(SeasonForm.units, values).text
        values["version"] = String(version)
        return values
    }

    /// The form on the stored season, with the typed text where both changed it. Saving it again then decides.
    private static func conflict(
        _ shop: Shop, _ edit: SeasonEdit, _ merge: FormMerge, _ stored: Season, version: Int, _ context: Context
    ) throws -> Response {
        let values = merge.values(
            SeasonForm.units, typed: edit.typed, stored: values(stored, version: version))
        let change = FormConflict.Change(
            label: context.say("season.legend"), stored: stored.wordsWithHours(context))
        let page = page(
            shop, edit.number, FormState(values, context), context, conflict: FormConflict(changes: [change]))
        return try context.render(page, status: .conflict)
    }

    private static func page(
        _ shop: Shop, _ number: SeasonNumber, _ form: FormState, _ context: Context, conflict: FormConflict? = nil
    ) -> SeasonPage {
        let code = ShopCode(shop.code)
        return SeasonPage(
            shopName: shop.name, backLink: context.link(.editShop(code)),
            action: context.link(.season(number, of: code)), isNew: number == .new, form: form,
            from: SeasonPage.DateFields(SeasonForm.from, form, context),
            until: SeasonPage.DateFields(SeasonForm.until, form, context),
            days: DayFields.all(form, context), conflict: conflict)
    }
}
