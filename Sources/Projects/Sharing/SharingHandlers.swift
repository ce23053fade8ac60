import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// A scenario of a project with its key.
struct SharedScenario: Sendable {
    let project: Project
    let scenario: Scenario
    /// Nil while none was chosen.
    let key: ScenarioKey?
}

/// How the cost of a scenario is divided among shops.
package enum SharingHandlers {
    /// How the cost of a scenario is divided; `?total=` tries another total. 404 for a scenario that was removed.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try SharingPage.of(try found(context), context))
    }

    /// The form of the key, for those who lead the project. Once a call has frozen the key: 303 to its page.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let place = try led(context)
        if place.key?.isFrozen == true { return frozen(place, context) }
        return try context.render(try page(place, FormState(KeyForm.values(place.key), context), context))
    }

    /// Chooses the key and copies what the shops have declared: 303 to its page; 422 with the form as typed; `add`
    /// shows the form with one more tier. 303 with a message when another person changed it or a call has frozen it
    /// meanwhile.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let place = try led(context)
        let sent = try context.form()
        let form = KeyForm(sent, context)
        if sent["add"] != nil {
            return try context.render(
                try page(place, FormState(form.state.values, context), addsTier: true, context))
        }
        guard let choice = form.choice else {
            return try context.render(try page(place, form.state, context), status: .unprocessableContent)
        }
        let version = Int(sent["version"] ?? "").flatMap { $0 > 0 ? $0 : nil }
        let (member, now) = (try context.requireMember().id, context.now)
        do {
            try await context.write { db in
                try choice.save(for: place.scenario.id, replacing: version, by: member, at: now, in: db)
                try Audit.record(.keyChosen, place.project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            return frozen(place, context)
        }
        return context.seeOther(place.link, flash: context.say("key.saved"))
    }

    /// A shop declares a number or chooses its tier: 303; 422 with what was typed. Without a shop, a lead copies the
    /// numbers that shops have declared since into the key.
    package static func declare(_ request: Request, _ context: Context) async throws -> Response {
        let (place, member, now) = (try found(context), try context.requireMember(), context.now)
        guard let key = place.key else { throw Failure.notFound }
        let sent = try context.form()
        guard let code = sent["boutique"] else {
            guard member.may(.leadProject, place.project) else { throw Failure.notFound }
            try await context.write { try ScenarioKey.readMissing(of: key.scenario, in: $0) }
            return context.seeOther(place.link, flash: context.say("key.read"))
        }
        let shop = try ownShop(code, member)
        if let tier = sent["tier"] { return try await choose(Int(tier) ?? 0, key, place, shop, context) }
        guard let measure = KeyMeasure(rawValue: sent["measure"] ?? ""), key.key.measures.contains(measure) else {
            throw Failure.notFound
        }
        var form = FormState(sent, fields: DeclarationForm.fields, context)
        let number = measure.read(form.text(DeclarationForm.number))
        guard let number else {
            form.refuse(DeclarationForm.number, "key.declare.invalid")
            return try context.render(
                try SharingPage.of(place, form: form, context), status: .unprocessableContent)
        }
        try await context.write { db in
            guard let current = try Shop.find(code, in: db) else { throw Failure.notFound }
            let author = ShopAuthor(member: member.id, at: now, source: .form)
            try measure.setting(number, in: current.details).update(current, by: author, in: db)
            try ScenarioKey.readMissing(of: key.scenario, in: db)
            try Audit.record(.keyDeclared, place.project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(place.link, flash: context.say("key.declared"))
    }

    private static func choose(
        _ tier: Int, _ key: ScenarioKey, _ place: SharedScenario, _ shop: Shop.ID, _ context: Context
    ) async throws -> Response {
        let (member, clock) = (try context.requireMember().id, context.site.clock)
        do {
            try await context.write { db in
                let now = clock.now()
                try key.choose(tier: tier, for: shop, at: now, in: db)
                try Audit.record(.keyDeclared, place.project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.over {
            return context.seeOther(place.link, flash: context.say("pledge.refused.closed"), isError: true)
        }
        return context.seeOther(place.link, flash: context.say("key.tier.chosen"))
    }

    /// Exempts a shop for a reason, or ends its exemption without one: 303; 422 without a reason.
    package static func exempt(_ request: Request, _ context: Context) async throws -> Response {
        let (place, now) = (try led(context), context.now)
        let member = try context.requireMember().id
        let sent = try context.form()
        let code = sent["boutique"] ?? context.query["boutique"] ?? ""
        guard let key = place.key, let shop = key.shops.first(where: { $0.code == code }) else {
            return context.seeOther(place.link, flash: context.say("key.exempt.noShop"), isError: true)
        }
        if key.isFrozen { return frozen(place, context) }
        var reason = ""
        // The button pressed twice exempts once.
        if sent["reason"] != nil || !shop.isExempt {
            var form = FormState(sent, fields: DeclarationForm.fields, context)
            reason = form.text(DeclarationForm.reason)
            guard form.isValid else {
                return try context.render(
                    try SharingPage.of(place, form: form, context), status: .unprocessableContent)
            }
        }
        let words = reason
        do {
            try await context.write { db in
                guard let current = try ScenarioKey.of(key.scenario, in: db) else { throw Failure.notFound }
                if current.shop(shop.code)?.exemption == words { return }
                try current.exempt(shop.id, reason: words, at: now, in: db)
                try Audit.record(.keyExemption, place.project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            return frozen(place, context)
        }
        return context.seeOther(
            place.link, flash: context.say(words.isEmpty ? "key.exempt.ended" : "key.exempted", ["shop": shop.name]))
    }

    private static func frozen(_ place: SharedScenario, _ context: Context) -> Response {
        context.seeOther(
            place.link, flash: context.say(place.key?.isFrozen == true ? "key.frozen" : "key.changed"), isError: true)
    }

    private static func page(
        _ place: SharedScenario, _ form: FormState, addsTier: Bool = false, _ context: Context
    ) throws -> KeyFormPage {
        try KeyFormPage(place, form, addsTier: addsTier, context)
    }

    /// The shop of the member with this code; 404 for any other.
    private static func ownShop(_ code: String, _ member: Member) throws -> Shop.ID {
        let place = member.workplaces(may: .represent).first { $0.code.lowercased() == code.lowercased() }
        guard let place else { throw Failure.notFound }
        return place.shop
    }

    /// The scenario of the address; 404 when it was removed, or when this member may not see its project.
    static func found(_ context: Context) throws -> SharedScenario {
        let project = try ProjectHandlers.visible(context)
        let found = try context.read { db in
            try Scenario.find(context.parameter("scenario"), of: project.id, in: db).map {
                SharedScenario(project: project, scenario: $0, key: try ScenarioKey.of($0.id, in: db))
            }
        }
        guard project.withdrawal == nil, let found, found.scenario.removal == nil else { throw Failure.notFound }
        return found
    }

    /// The same; 404 for a member who does not lead the project.
    private static func led(_ context: Context) throws -> SharedScenario {
        let (place, member) = (try found(context), try context.requireMember())
        guard member.may(.leadProject, place.project) else { throw Failure.notFound }
        return place
    }
}

extension SharedScenario {
    var link: Link { .sharing(scenario.publicID, of: project.publicID) }
}
