import Base
import Gzip
import HTTP
import Shell
import Shops
import Web

/// What visitors answered about a shop and what its people noted, for the shop.
package enum ShopEncounterHandlers {
    /// A reply that was refused, shown again with what was typed.
    struct RefusedReply: Sendable {
        package let review: String
        package let text: String
        package let message: String
    }

    /// The weeks, encounters and reviews of a shop, for its shopkeepers. Its staff see the buttons and their own notes
    /// of today. 404 for other members.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(shop(context, to: .note), context))
    }

    /// The encounters as CSV, made off the event loop: a hundred thousand lines take a quarter of a second.
    package static func table(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context, to: .readEncounters)
        let member = try context.requireMember()
        try context.limitByMember(.tables)
        let table = EncounterTable(context)
        let isCompressible = Negotiation.acceptsGzip(request.head)
        let (bytes, isCompressed) = try await context.offload(.pages) { db in
            let csv = try table.csv(of: shop.id, seenBy: member.id, in: db)
            guard isCompressible, let smaller = Gzip.compress(csv, level: 1), smaller.count < csv.count else {
                return (csv, false)
            }
            return (smaller, true)
        }
        context.record(.exported)
        let name = context.say(
            "encounter.table.file", ["code": shop.code.lowercased(), "day": context.now.local.day.description])
        var response = Response.csv(bytes, named: name)
        if isCompressed {
            response.fields.append(.contentEncoding, "gzip")
            response.fields.append(.vary, "Accept-Encoding")
        }
        return response
    }

    /// Publishes the shop's reply to a review: 303; 422 with the text preserved; 409 when a colleague replied
    /// meanwhile.
    package static func reply(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context, to: .reply)
        let member = try context.requireMember()
        let publicID = context.parameter("review")
        let review = try context.read { try Review.find(publicID, in: $0) }
        guard let review, review.shop == shop.id, case .published = review.state else { throw Failure.notFound }
        var form = FormState(try context.form(), fields: ReplyForm.fields, context)
        let text = form.text(ReplyForm.text)
        if let error = form.errors.first {
            let refused = RefusedReply(review: publicID, text: form[ReplyForm.text], message: error.text)
            return try context.render(page(shop, reply: refused, context), status: .unprocessableContent)
        }
        let seen = Int(form["seen"]).map(Instant.init(seconds:))
        let now = context.now
        do {
            try await context.write { db in
                try review.reply(text, by: member.id, replacing: seen, at: now, in: db)
                try Audit.record(.reviewReplied, publicID, by: member.id, at: now, in: db)
            }
        } catch Failure.conflict {
            let refused = RefusedReply(review: publicID, text: text, message: context.say("review.reply.changed"))
            return try context.render(page(shop, reply: refused, context), status: .conflict)
        }
        let code = ShopCode(shop.code)
        let back = context.query["from"] == "comptoir" ? Link.counter(at: code) : .encounters(at: code)
        return context.seeOther(back, flash: context.say("review.replied"))
    }

    private static func shop(_ context: Context, to right: Right) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: right, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }
}
