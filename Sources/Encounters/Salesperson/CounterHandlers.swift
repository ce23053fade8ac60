import Base
import HTTP
import Shell
import Shops
import Web

/// The counter: where the people of a shop note visits.
package enum CounterHandlers {
    /// 303 to the counter of the member's shop; the choice of one when they note at several; a sentence when they note
    /// at none.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let places = try context.requireMember().workplaces(may: .note)
        if places.count == 1, let place = places.first { return context.seeOther(.counter(at: ShopCode(place.code))) }
        return try context.render(CounterChoicePage(choices: choices(places, nil, context)))
    }

    /// The counter of a shop; 404 for members who do not note there.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(shop(context), context))
    }

    /// Notes a visit: 303 with an undo; 422 without an outcome. From the script: see `receive`.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let typed = try context.form()
        if typed["key"] != nil { return try await receive(typed, at: shop, context) }
        guard let details = details(typed) else {
            let errors = [FieldError(field: "noting", text: context.say("encounter.note.missing"))]
            return try context.render(page(shop, errors: errors, context), status: .unprocessableContent)
        }
        let encounter = NewEncounter(source: .salesperson, feeling: nil, details: details, recordedBy: member.id)
        let (randomness, now) = (context.site.randomness, context.now)
        let code = try await context.write { try encounter.insert(at: shop.id, at: now, randomness, in: $0) }
        guard let code else { throw Failure.notFound }
        let from = typed["from"] == "accueil" ? "accueil" : nil
        let isBought = details.purchased == true
        return context.seeOther(
            back(shop, from, member), flash: context.say(isBought ? "encounter.noted.bought" : "encounter.noted.left"),
            undo: Link.withdrawNote(at: ShopCode(shop.code)).adding("code", code.text).adding("from", from))
    }

    /// Records a note that the script stored on the phone, once: 204; 409 when it was taken back too late; 422 for what
    /// no page sends.
    private static func receive(_ typed: Form, at shop: Shop, _ context: Context) async throws -> Response {
        guard let answer = DeviceAnswer(typed), answer.feeling == nil, answer.details.reason != .closed,
            answer.isWithdrawn || answer.details.purchased != nil
        else { return .text("", status: .unprocessableContent) }
        let (member, now) = (try context.requireMember().id, context.now)
        let outcome = try await context.write { db in
            try answer.record(at: shop.id, at: now, in: db) {
                NewEncounter(source: .salesperson, feeling: nil, details: answer.details, recordedBy: member)
            }
        }
        return switch outcome {
        case .recorded, .changed, .repeated: Response(.noContent)
        case .over: .text("", status: .conflict)
        }
    }

    /// Withdraws a note: by its change code for ten minutes, by its number for the rest of the day by the member who
    /// wrote it; 410 afterwards.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let form = try context.form()
        let now = context.now
        let number = form["encounter"].flatMap { Int($0) }
        let code = Secret(presented: form["code"] ?? context.query["code"] ?? "")
        let isWithdrawn = try await context.write { db in
            if let number {
                return try NotedEncounter.withdraw(
                    number: number, at: shop.id, notedBy: member.id, now: now, in: db)
            }
            return try code.map { try NotedEncounter.withdraw($0, at: shop.id, now: now, in: db) } ?? false
        }
        guard isWithdrawn else { throw Failure.over }
        return context.seeOther(back(shop, context.query["from"], member), flash: context.say("encounter.noted.undone"))
    }

    /// Shows the initials of the staff beside their notes, or no longer: 303; 404 for members who do not run the shop.
    package static func setInitials(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context, to: .managePeople)
        let (member, now) = (try context.requireMember().id, context.now)
        let areShown = try context.form()["shown"] == "1"
        try await context.write { db in
            try StaffInitials.set(areShown, at: shop.id, now: now, in: db)
            try Audit.record(areShown ? .initialsShown : .initialsHidden, shop.code, by: member, at: now, in: db)
        }
        return context.seeOther(
            .counter(at: ShopCode(shop.code)),
            flash: context.say(areShown ? "counter.initials.on" : "counter.initials.off"))
    }

    /// How the visit ended; nil without an outcome, or for a reason that is not one of the counter.
    private static func details(_ form: Form) -> EncounterDetails? {
        if let typed = form["reason"] {
            guard let reason = Encounter.NoPurchaseReason(rawValue: typed), reason != .closed else { return nil }
            return EncounterDetails(purchased: false, reason: reason)
        }
        switch form["purchased"] {
        case "yes": return EncounterDetails(purchased: true)
        case "no": return EncounterDetails(purchased: false)
        case .some, nil: return nil
        }
    }

    /// The page with the buttons: the home, at this shop when the member has several, or the counter.
    private static func back(_ shop: Shop, _ from: String?, _ member: Member) -> Link {
        let code = ShopCode(shop.code)
        guard from == "accueil" else { return .counter(at: code) }
        return member.workplaces(may: .note).count > 1 ? .memberHome(at: code) : .memberHome
    }

    /// The shop of the address, where the member has this right; 404 otherwise.
    static func shop(_ context: Context, to right: Right = .note) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: right, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }
}
