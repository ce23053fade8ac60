import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// Adding a shop by hand.
package enum NewShopHandlers {
    /// The empty form, with the association’s town filled in.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(ShopForm([ShopFields.town.name: context.association.town], context), context))
    }

    /// Adds a shop; a name and a trade are enough. 303 to its page; 422 with the form as typed. The same details again
    /// within ten minutes lead to the shop added first.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        var form = ShopForm(try context.form(), context)
        let details = form.details(over: nil)
        guard form.state.isValid else {
            return try context.render(try page(form, context), status: .unprocessableContent)
        }
        let (now, randomness) = (context.now, context.site.randomness)
        let author = ShopAuthor(member: try context.requireMember().id, at: now, source: .form)
        let code = try await context.write { db in
            if let duplicate = try details.duplicate(since: now - SiteLimits.sameShop, in: db) { return duplicate }
            let id = try details.insert(code: { randomness.letters(4) }, by: author, in: db)
            let code = try db.first("SELECT code FROM shop WHERE id = ?1", id) { $0.text(0) } ?? ""
            try Audit.record(.shopAdded, code, by: author.member, at: now, in: db)
            return code
        }
        return context.seeOther(
            .shop(name: details.name, code: code), flash: context.say("shop.added", ["shop": details.name]))
    }

    private static func page(_ form: ShopForm, _ context: Context) throws -> NewShopPage {
        let trades = try DirectorySnapshot.current(context).trades.choices.map(\.label)
        return NewShopPage(form: form.state, trades: trades)
    }
}
