import HTTP
import Shell
import Shops
import Web

/// The shops that take part.
package enum ParticipationHandlers {
    /// «Je participe»: 303 to the project; joining twice counts once; 404 for another person’s shop.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, shop) = try projectAndShop(context)
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            let isNew = try !Participation.current(in: project.id, db).contains { $0.shop == shop.shop }
            try Participation.join(project.id, shop.shop, by: member, at: now, in: db)
            if isNew { try project.tellLeads(.projectJoined, by: member, at: now, in: db) }
            try Audit.record(.projectJoined, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .project(project), flash: context.say("project.joined", ["shop": shop.name]),
            undo: .leaveProject(project, shop: shop.code))
    }

    /// «Je ne participe plus»: 303 to the project. The row is preserved. A shop that owes a share has to ask the leads
    /// to release it: 303 to the pledges.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (project, shop) = try projectAndShop(context)
        let (member, now) = (try context.requireMember().id, context.now)
        do {
            try await context.write { db in
                guard try !Division.binds(shop.shop, to: project.id, in: db) else { throw Failure.over }
                try Participation.leave(project.id, shop.shop, at: now, in: db)
                try Audit.record(.projectLeft, project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.over {
            return context.seeOther(
                .pledges(project.publicID), flash: context.say("project.left.bound", ["shop": shop.name]), isError: true
            )
        }
        return context.seeOther(
            .project(project), flash: context.say("project.left", ["shop": shop.name]),
            undo: .joinProject(project, shop: shop.code))
    }

    /// The shop is named by the button, or by the query of «Annuler»; a shopkeeper of one shop need not name it.
    private static func projectAndShop(_ context: Context) throws -> (Project, Workplace) {
        let shops = try context.requireMember().workplaces(may: .represent)
        let project = try ProjectHandlers.visible(context)
        let code = try context.form()["boutique"] ?? context.query["boutique"]
        let shop =
            code.map { code in shops.first { $0.code == code } } ?? (shops.count == 1 ? shops[0] : nil)
        guard project.withdrawal == nil, let shop else { throw Failure.notFound }
        return (project, shop)
    }
}
