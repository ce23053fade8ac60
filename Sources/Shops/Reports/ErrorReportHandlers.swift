import Base
import HTTP
import Shell
import Web

/// Reports of an error on the page of a shop.
package enum ErrorReportHandlers {
    /// The form, or the thanks after it; 404 for an unknown shop.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let isSent = context.query["envoye"] != nil
        return try context.render(page(try shop(context), FormState(context), isSent: isSent, context))
    }

    /// Stores a report, without a cookie: 303 to the thanks; 422 with the form as typed; 429 after many from one
    /// network. The same report again is stored once.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        var form = FormState(try context.form(), fields: ErrorReportForm.fields, context)
        let note = form.text(ErrorReportForm.note)
        let what = ErrorReport.What(rawValue: form[ErrorReportForm.what])
        if what == nil { form.refuse(ErrorReportForm.what, context.say("report.what.missing")) }
        guard form.isValid, let what else {
            return try context.render(page(shop, form, isSent: false, context), status: .unprocessableContent)
        }
        try context.limitByNetwork(.errorReports)
        let (now, id) = (context.now, context.site.randomness.publicID())
        try await context.write { db in
            try ErrorReport.insert(what, note: note, about: shop.id, publicID: id, at: now, in: db)
            try Notice.add(
                .errorReported, about: shop.name, .shop(shop), object: "shop \(shop.id.rawValue)",
                for: shop.id.scope, to: try Member.people(ofShop: shop.id.rawValue, may: .edit, in: db), at: now, in: db
            )
        }
        return context.seeOther(Link.reportError(ShopCode(shop.code)).adding("envoye", "1"))
    }

    /// Settles a report: 303 to the shop with an undo; 410 when it no longer waits; 404 without the right to edit the
    /// shop.
    package static func settle(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, member) = (try own(context), try context.requireMember().id)
        // Sent without a button: the first one.
        let outcome = ErrorReport.Outcome(rawValue: try context.form()["outcome"] ?? "") ?? .corrected
        let (id, now) = (context.parameter("report"), context.now)
        let isSettled = try await context.write { db in
            guard try ErrorReport.settle(id, of: shop.id, as: outcome, by: member, at: now, in: db) else {
                return false
            }
            try Audit.record(.reportSettled, shop.code, by: member, at: now, in: db)
            return true
        }
        guard isSettled else { throw Failure.over }
        return context.seeOther(
            .shop(shop), flash: context.say(outcome.message), undo: .reopenReport(id, of: ShopCode(shop.code)))
    }

    /// Reopens a settled report: 303 to the shop; 410 when it is gone.
    package static func reopen(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, id) = (try own(context), context.parameter("report"))
        let (member, now) = (try context.requireMember().id, context.now)
        let isReopened = try await context.write { db in
            guard try ErrorReport.reopen(id, of: shop.id, in: db) else { return false }
            try Audit.record(.reportReopened, shop.code, by: member, at: now, in: db)
            return true
        }
        guard isReopened else { throw Failure.over }
        return context.seeOther(.shop(shop), flash: context.say("report.reopened"))
    }

    private static func shop(_ context: Context) throws -> Shop {
        guard let shop = try context.read({ try Shop.find(context.parameter("shop"), in: $0) }) else {
            throw Failure.notFound
        }
        return shop
    }

    private static func own(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read { try Shop.find(context.parameter("shop"), where: member, may: .edit, in: $0) }
        guard let shop else { throw Failure.notFound }
        return shop
    }

    private static func page(
        _ shop: Shop, _ form: FormState, isSent: Bool, _ context: Context
    ) -> ErrorReportPage {
        ErrorReportPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)),
            action: context.link(.reportError(ShopCode(shop.code))), isSent: isSent, form: form,
            kinds: ErrorReport.What.allCases.map {
                FormOption(value: $0.rawValue, text: context.say($0.label), isChosen: false)
            })
    }
}
