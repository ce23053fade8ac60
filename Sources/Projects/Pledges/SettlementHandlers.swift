import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// Decisions of the leads after the deadline of a call: whether a shop may leave, and another total.
package enum SettlementHandlers {
    /// The leads accept that a shop leaves, or do not: 303. If it leaves, its share is divided among the others.
    package static func answer(_ request: Request, _ context: Context) async throws -> Response {
        let (place, now) = (try CallHandlers.led(context), context.now)
        let (project, member) = (place.project, try context.requireMember().id)
        let sent = try context.form()
        let (code, accepts) = (sent["boutique"] ?? "", sent["decision"] == "accept")
        let name = place.state?.pledge(of: code)?.name ?? ""
        let reason = context.say("pledge.leaving.history", ["shop": name])
        let isDone = try await context.write { db -> Bool? in
            guard let state = try CallState.latest(of: project.id, in: db), let pledge = state.pledge(of: code),
                pledge.leavingAskedAt != nil, let division = try Division.latest(of: state.call.id, in: db)
            else { return nil }
            guard accepts else {
                try state.call.askToLeave(pledge.shop, reason: nil, at: now, in: db)
                try Audit.record(.leavingAnswered, project.publicID, by: member, at: now, in: db)
                try project.tell(.leavingRefused, shop: pledge.shop, cents: nil, by: member, at: now, in: db)
                return true
            }
            guard case .success(let after) = Redivision.result(division, state.key, without: pledge.shop) else {
                return false
            }
            try Audit.record(.leavingAnswered, project.publicID, by: member, at: now, in: db)
            try state.call.leave(pledge.shop, at: now, in: db)
            try Participation.leave(project.id, pledge.shop, at: now, in: db)
            try after.save(reason: reason, of: state.call, project: project, by: member, at: now, in: db)
            try project.tell(.leavingAccepted, shop: pledge.shop, cents: nil, by: member, at: now, in: db)
            return true
        }
        guard let isDone else {
            return context.seeOther(place.link, flash: context.say("pledge.leaving.gone"), isError: true)
        }
        if !isDone {
            return context.seeOther(place.link, flash: context.say("pledge.leaving.stuck"), isError: true)
        }
        return context.seeOther(
            place.link,
            flash: context.say(accepts ? "pledge.leaving.accepted" : "pledge.leaving.refused", ["shop": name]))
    }

    /// Divides another total: 303, and shops whose share changes are told; 422 with the form as typed; 404 before a
    /// division, or when shops pay fixed prices.
    package static func changeSum(_ request: Request, _ context: Context) async throws -> Response {
        let (place, now) = (try CallHandlers.led(context), context.now)
        let (project, member) = (place.project, try context.requireMember().id)
        var form = PledgeForm(try context.form(), allowsConditions: false, context).state
        let (typed, reason) = (form.text(PledgeForm.sum), form.text(PledgeForm.reason))
        let sum = Money(typed: typed)
        if !typed.isEmpty, sum == nil { form.refuse(PledgeForm.sum, "project.budget.invalid") }
        if let sum, form.isValid {
            let problem = try await context.write { db -> OutOfReach? in
                guard let state = try CallState.latest(of: project.id, in: db),
                    let division = try Division.latest(of: state.call.id, in: db), !state.key.key.rule.isPriced
                else { throw Failure.notFound }
                switch Redivision.result(division, state.key, total: sum.cents) {
                case .failure(let limits): return limits
                case .success(let after):
                    // A sum that is sent twice is saved once.
                    guard after.total != division.total else { return nil }
                    try after.save(reason: reason, of: state.call, project: project, by: member, at: now, in: db)
                    try Audit.record(.sumChanged, project.publicID, by: member, at: now, in: db)
                    return nil
                }
            }
            guard let problem, let key = place.state?.key else {
                return context.seeOther(place.link, flash: context.say("pledge.sum.changed"))
            }
            form.refuse(PledgeForm.sum.name, try ShareWords(key, context).problem(problem, sum.cents))
        }
        return try context.render(try PledgesPage.of(place, form: form, context), status: .unprocessableContent)
    }
}
