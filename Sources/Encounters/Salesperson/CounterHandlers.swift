import Base
import HTTP
import Shell
import Shops
import Web

/// The counter: where the people of a shop note visits.
package enum CounterHandlers {
    /// 303 to the counter of the member's shop; a choice when they may note at several; a sentence when they may note
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

    /// Notes a visit, once for each key: 303 with an undo, or 204 to the script; 422 without an outcome; 429 for a new
    /// one after `SiteLimits.notesADay`. To the script also 409 when a change comes too late, and 403 for a note of
    /// another member.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let typed = try context.form()
        let isScript = typed["script"] == "1"
        let code = ShopCode(shop.code)
        if isScript, typed["mark"] != CounterScript.mark(of: member.id, at: code, context) { throw Failure.forbidden }
        let sent = isScript ? typed : try keyed(typed, at: shop, by: member.id, context)
        guard let answer = DeviceAnswer(sent), answer.feeling == nil, answer.details.reason != .closed,
            answer.isWithdrawn || answer.details.purchased != nil
        else {
            if isScript { return .text("", status: .unprocessableContent) }
            return try refused("encounter.note.missing", shop, .unprocessableContent, context)
        }
        let now = context.now
        let outcome: DeviceAnswer.Outcome
        do {
            outcome = try await context.write {
                try NotedEncounter.record(answer, at: shop.id, by: member.id, now, in: $0)
            }
        } catch Failure.tooMany where !isScript {
            return try refused("encounter.note.full", shop, .tooManyRequests, context)
        }
        if isScript { return outcome == .over ? .text("", status: .conflict) : Response(.noContent) }
        guard outcome == .recorded || outcome == .changed else { return context.seeOther(.counter(at: code)) }
        return context.seeOther(
            .counter(at: code), flash: confirmation(answer.details, context),
            undo: Link.withdrawNote(at: code).adding("key", sent["key"]))
    }

    /// «Noté : sans achat (le prix).»
    private static func confirmation(_ details: EncounterDetails, _ context: Context) -> String {
        if details.purchased == true { return context.say("encounter.noted.bought") }
        guard let reason = details.reason else { return context.say("encounter.noted.left") }
        let label = context.say("encounter.reason.\(reason.rawValue)")
        return context.say("encounter.noted.because", ["reason": label.prefix(1).lowercased() + label.dropFirst()])
    }

    /// The counter with an error beside the buttons.
    private static func refused(
        _ words: String, _ shop: Shop, _ status: Status, _ context: Context
    ) throws -> Response {
        let limit = context.language.number(SiteLimits.notesADay)
        let errors = [FieldError(field: "noting", text: context.say(words, ["limit": limit]))]
        return try context.render(page(shop, errors: errors, context), status: status)
    }

    /// Seconds during which a second tap on a page is the same visit.
    private static let sameTap = 60

    /// The form of a page without the script, with its key and the next revision: a second tap replaces the first. A
    /// tap after `sameTap`, from the page that Back returns to, is another visit, with a new key; so is a tap of
    /// another member.
    private static func keyed(
        _ typed: Form, at shop: Shop, by member: Member.ID, _ context: Context
    ) throws -> Form {
        let drawn = DeviceAnswer.key(context.site.randomness)
        let key = typed["key"] ?? drawn
        let known = try context.read { try DeviceAnswer.state(of: key, at: shop.id, in: $0) }
        let isSame =
            known.map { $0.recordedBy == member && !$0.isWithdrawn && context.now < $0.metAt + sameTap } ?? true
        let revision = isSame ? (known?.revision ?? 0) + 1 : 1
        let names = ["purchased", "reason", "feeling"]
        return Form(
            typed.fields.filter { names.contains($0.name) }
                + [(name: "key", value: isSame ? key : drawn), (name: "revision", value: String(revision))])
    }

    /// Withdraws a note of the member: by its key for ten minutes, by its day and number until midnight. 303 to the
    /// counter; 410 afterwards.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try shop(context)
        let member = try context.requireMember()
        let form = try context.form()
        let now = context.now
        let number = form["encounter"].flatMap { Int($0) }
        let day = form["day"].flatMap { Day($0) }
        let key = context.query["key"] ?? ""
        let isWithdrawn = try await context.write { db in
            guard let number else {
                return try NotedEncounter.withdraw(key: key, at: shop.id, notedBy: member.id, now: now, in: db)
            }
            // A page left open overnight: its numbers are those of another day.
            guard day == now.local.day else { return false }
            return try NotedEncounter.withdraw(number: number, at: shop.id, notedBy: member.id, now: now, in: db)
        }
        guard isWithdrawn else { throw Failure.over }
        return context.seeOther(.counter(at: ShopCode(shop.code)), flash: context.say("encounter.noted.undone"))
    }

    /// Shows or hides the initials of the staff beside their notes: 303; 404 for members who do not run the shop.
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

    /// The shop in the path; 404 unless the member has this right there.
    static func shop(_ context: Context, to right: Right = .note) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: right, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }
}
