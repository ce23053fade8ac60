import Base
import HTTP
import SQLite
import Shell
import Web

/// Handing the presidency over: the president offers it, the next one accepts on their own device.
enum PresidencyHandlers {
    /// What waits for the reader; an empty state when nothing does.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let page = try context.read { db in
            let offer = try PresidencyOffer.open(at: context.now, in: db)
            let changed = member.may(.changeSettings) ? try PresidencyOffer.undeclared(in: db) : nil
            let regime = try AssociationSettings.current(in: db)?.settings.regime
            return PresidencyPage(
                offered: offer.flatMap { $0.to == member.id ? words($0, $0.fromName, context) : nil },
                given: offer.flatMap { $0.from == member.id ? words($0, $0.toName, context) : nil },
                declareBefore: changed.map { context.language.date($0.local.day.adding(months: 3)) },
                isLocalLaw: regime == .local)
        }
        return try context.render(page)
    }

    /// Offers the presidency: 303 to the person's page; 422 without the choice of what follows; 409 for oneself, and
    /// for a person without access or who presides already.
    static func offer(_ request: Request, _ context: Context) async throws -> Response {
        let person = try MemberHandlers.find(context)
        let (actor, now) = (try context.requireMember(), context.now)
        let taker = try context.read { try Member.find(person.id, in: $0) }
        guard let taker, taker.id != actor.id, !taker.may(.offerPresidency) else { throw Failure.conflict }
        let stays: Bool
        switch try context.form()[PresidencyForm.after.name] {
        case "leave": stays = false
        case "stay": stays = true
        default: return try MemberHandlers.refused(person, PresidencyForm.after, "presidency.after.missing", context)
        }
        try await context.write { db in
            try PresidencyOffer.make(from: actor.id, to: person.id, stays: stays, at: now, in: db)
            try Audit.record(.presidencyOffered, person.publicID, by: actor.id, at: now, in: db)
            try Notice.add(.presidencyOffered, .presidency, to: [person.id], at: now, in: db)
        }
        return context.seeOther(
            .member(person.publicID),
            flash: context.say(
                "presidency.offered",
                ["name": person.name, "date": context.language.date((now + SiteLimits.presidencyOffer).local.day)]))
    }

    /// Takes the presidency over: 303 to the home page; 410 when the offer no longer waits.
    static func accept(_ request: Request, _ context: Context) async throws -> Response {
        let offer = try offer(context) { $0.to }
        guard let session = context.session else { throw Failure.signInRequired }
        let now = context.now
        try await context.write { db in
            try offer.accept(at: now, in: db)
            // A link that someone else made for them must not open the account of a president.
            try Session.endOthers(of: offer.to, except: session, in: db)
            try Audit.record(.presidencyAccepted, offer.toPublicID, by: offer.to, at: now, in: db)
            try Notice.add(.presidencyAccepted, .memberHome, to: [offer.from], at: now, in: db)
        }
        context.record(.officeGiven)
        return context.seeOther(.memberHome, flash: context.say("presidency.accepted"))
    }

    /// Declines the offer, or withdraws one's own: 303 to the home page; 410 when it no longer waits.
    static func end(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let offer = try offer(context) { $0.from == member.id ? $0.from : $0.to }
        let now = context.now
        try await context.write { db in
            try PresidencyOffer.endAll(at: now, in: db)
            try Audit.record(.presidencyOfferEnded, offer.toPublicID, by: member.id, at: now, in: db)
        }
        let key = offer.from == member.id ? "presidency.withdrawn" : "presidency.declined"
        return context.seeOther(.memberHome, flash: context.say(key))
    }

    /// Notes that the change was declared: 303 to the home page.
    static func declare(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try PresidencyOffer.declare(at: now, in: db)
            try Audit.record(.presidencyDeclared, by: member, at: now, in: db)
        }
        return context.seeOther(.memberHome, flash: context.say("presidency.declared"))
    }

    /// The lines on the home page of the member it is offered to, and of the presidency.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member else { return [] }
        var lines: [Waiting] = []
        if let offer = try PresidencyOffer.open(at: context.now, in: db), offer.to == member.id {
            lines.append(
                Waiting(
                    .promised, context.say("waiting.presidency", ["name": offer.fromName]),
                    why: context.say(
                        "waiting.presidency.why", ["date": context.language.date(offer.expiresAt.local.day)]),
                    action: context.say("waiting.presidency.read"), .presidency, context))
        }
        // Three months after a change (loi du 1er juillet 1901, art. 5, al. 5).
        if member.may(.changeSettings), let changed = try PresidencyOffer.undeclared(in: db) {
            lines.append(
                Waiting(
                    .missing,
                    context.say(
                        "waiting.declaration", ["date": context.language.date(changed.local.day.adding(months: 3))]),
                    why: context.say("waiting.declaration.why"), action: context.say("waiting.see"), .presidency,
                    context))
        }
        return lines
    }

    private static func words(_ offer: PresidencyOffer, _ name: String, _ context: Context) -> PresidencyPage.Offer {
        PresidencyPage.Offer(
            name: name, until: context.language.date(offer.expiresAt.local.day), stays: offer.stays)
    }

    private static func offer(
        _ context: Context, of side: (PresidencyOffer) -> Member.ID
    ) throws -> PresidencyOffer {
        let member = try context.requireMember()
        guard let offer = try context.read({ try PresidencyOffer.open(at: context.now, in: $0) }),
            side(offer) == member.id
        else { throw Failure.gone }
        return offer
    }
}
