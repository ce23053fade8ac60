import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The call for pledges to a scenario.
package enum CallHandlers {
    /// The call of a project, which pledges hold now, and what each shop owes after the deadline; `?total=` tries
    /// another sum.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try PledgesPage.of(try found(context), context))
    }

    /// The form of a call; 303 to the pledges when one is open or was met, or when no scenario has a key.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let place = try led(context)
        guard isFree(place), !place.keyed.isEmpty else { return context.seeOther(place.link) }
        let chosen = try context.read { try ScenarioChoice.current(of: place.project.id, in: $0) }
        let scenario = place.keyed.first { $0.id == chosen?.scenario } ?? place.keyed.first
        let values = ["scenario": scenario?.publicID ?? "", "hour": "20:00"]
        return try context.render(page(place, FormState(values, context), context))
    }

    /// Opens a call and tells the shops asked: 303 to the pledges; 422 with the form as typed.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let place = try led(context)
        let form = CallForm(try context.form(), place, context)
        guard let terms = form.terms, let scenario = form.scenario else {
            return try context.render(page(place, form.state, context), status: .unprocessableContent)
        }
        let (project, member, now) = (place.project, try context.requireMember().id, context.now)
        let publicID = context.site.randomness.publicID()
        do {
            try await context.write { db in
                let made = try PledgeCall.open(
                    terms, for: scenario.id, of: project.id, publicID: publicID, by: member, at: now, in: db)
                guard made == publicID else { return }
                try Audit.record(.callOpened, project.publicID, by: member, at: now, in: db)
                for shop in try ScenarioKey.of(scenario.id, in: db)?.present ?? [] {
                    try project.tell(.callOpened, shop: shop.id, cents: nil, by: member, at: now, in: db)
                }
            }
        } catch Failure.conflict {
            return context.seeOther(place.link, flash: context.say("call.conflict"), isError: true)
        }
        return context.seeOther(place.link, flash: context.say("call.opened"))
    }

    /// Cancels an open call and tells the shops that pledged: 303, with an undo. After the deadline: 303 with a
    /// message.
    package static func cancel(_ request: Request, _ context: Context) async throws -> Response {
        let (place, now) = (try led(context), context.now)
        let member = try context.requireMember().id
        guard let call = place.state?.call else { throw Failure.notFound }
        do {
            try await context.write { db in
                try call.cancel(by: member, at: now, in: db)
                try place.project.tellPledged(.callCancelled, call, by: member, at: now, in: db)
                try Audit.record(.callCancelled, place.project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            return context.seeOther(place.link, flash: context.say("call.over"), isError: true)
        }
        return context.seeOther(
            place.link, flash: context.say("call.cancelled"),
            undo: .restoreCall(call.publicID, of: place.project.publicID))
    }

    /// Opens a cancelled call again with its pledges and tells the shops that pledged: 303.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (place, now) = (try led(context), context.now)
        let (member, publicID) = (try context.requireMember().id, context.query["appel"] ?? "")
        do {
            try await context.write { db in
                let call = try PledgeCall.restore(publicID, of: place.project.id, at: now, in: db)
                try place.project.tellPledged(.callOpened, call, by: member, at: now, in: db)
                try Audit.record(.callRestored, place.project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            return context.seeOther(place.link, flash: context.say("call.conflict"), isError: true)
        }
        return context.seeOther(place.link, flash: context.say("call.restored"))
    }

    private static func isFree(_ place: PledgePlace) -> Bool {
        place.state.map { $0.call.frozenAt != nil && !$0.call.isReached } ?? true
    }

    private static func page(_ place: PledgePlace, _ form: FormState, _ context: Context) -> CallFormPage {
        CallFormPage(
            projectTitle: place.project.details.title, action: context.link(.newCall(place.project.publicID)),
            backLink: context.link(place.link),
            scenarios: place.keyed.map { scenario in
                FormOption(
                    value: scenario.publicID,
                    text: context.say(
                        "call.scenario.option",
                        [
                            "title": scenario.details.title,
                            "total": context.money(scenario.totals.toFinance.high),
                        ]), isChosen: form["scenario"] == scenario.publicID)
            }, form: form)
    }

    /// The project of the address with its call; 404 when this member may not see it.
    static func found(_ context: Context) throws -> PledgePlace {
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        return try context.read { try PledgePlace(project, in: $0) }
    }

    /// The same; 404 for a member who does not lead the project.
    static func led(_ context: Context) throws -> PledgePlace {
        let (place, member) = (try found(context), try context.requireMember())
        guard member.may(.leadProject, place.project) else { throw Failure.notFound }
        return place
    }
}
