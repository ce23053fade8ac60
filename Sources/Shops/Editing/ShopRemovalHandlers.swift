import HTTP
import SQLite
import Shell
import Web

/// Taking a shop out of the directory, and putting it back.
package enum ShopRemovalHandlers {
    /// Removes a shop from the directory: 303 with «Annuler». Its rows are preserved.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try context.read { try Shop.find(context.parameter("shop"), in: $0) }
        guard let shop else { throw Failure.notFound }
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try Shop.remove(shop.id, at: now, in: db)
            try Audit.record(.shopRemoved, shop.code, by: member, at: now, in: db)
        }
        return context.seeOther(
            .directory, flash: context.say("shop.removed", ["shop": shop.name]),
            undo: .restoreShop(ShopCode(shop.code)))
    }

    /// Restores it.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        guard let code = Shop.code(in: context.parameter("shop")) else { throw Failure.notFound }
        let (member, now) = (try context.requireMember().id, context.now)
        let name = try await context.write { db in
            let name = try Shop.restore(code, at: now, in: db)
            if name != nil { try Audit.record(.shopRestored, code, by: member, at: now, in: db) }
            return name
        }
        guard let name else { throw Failure.notFound }
        return context.seeOther(.shop(name: name, code: code), flash: context.say("shop.restored", ["shop": name]))
    }
}
