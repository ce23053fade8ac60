import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// Requests to join: the board reads them, accepts and refuses them.
enum JoinDecisionHandlers {
    /// The requests that wait, and the last decided ones.
    static func index(_ request: Request, _ context: Context) async throws -> Response {
        let names = try CategoryNames(context)
        let (waiting, decided) = try context.read { (try JoinRequest.waiting(in: $0), try JoinRequest.decided(in: $0)) }
        func row(_ request: JoinRequest) -> JoinRequestsPage.Row {
            let what = [names[request.details.category], request.details.shopName].filter { !$0.isEmpty }
            return JoinRequestsPage.Row(
                name: request.details.name, link: context.link(.joinRequest(request.publicID)),
                what: what.joined(separator: ", "), state: state(request, context))
        }
        return try context.render(JoinRequestsPage(waiting: waiting.map(row), decided: decided.map(row)))
    }

    /// One request; 404 for an unknown one.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (asked, names) = (try find(context), try CategoryNames(context))
        let mayDecide = try context.requireMember().may(.manageMembers)
        let (id, decision) = (asked.publicID, asked.decision)
        let same = try context.read { try JoinDecisionHandlers.shop(called: asked.details.shopName, in: $0) }
        return try context.render(
            JoinRequestPage(
                details: asked.details, state: state(asked, context),
                categories: MemberCategory.allCases.map {
                    FormOption(value: $0.rawValue, text: names[$0], isChosen: $0 == asked.details.category)
                },
                sameShop: same.map { context.link(.invite($0)) },
                actions: decision == nil && mayDecide
                    ? JoinRequestPage.Actions(
                        accept: context.link(.acceptJoinRequest(id)), refuse: context.link(.refuseJoinRequest(id)))
                    : nil,
                reopen: decision?.isAccepted == false && mayDecide ? context.link(.reopenJoinRequest(id)) : nil,
                memberLink: decision?.member.map { context.link(.member($0)) }))
    }

    /// Accepts: 303 to the new member’s page; 409 when it was decided meanwhile, or when the e-mail address is that of
    /// a member whose access has ended.
    static func accept(_ request: Request, _ context: Context) async throws -> Response {
        let asked = try find(context)
        let form = try context.form()
        let category = MemberCategory(rawValue: form[JoinForm.category.name] ?? "") ?? asked.details.category
        let (actor, now, randomness) = (try context.requireMember().id, context.now, context.site.randomness)
        let (takesShop, welcome) = (form["shop"] != nil, try welcome(asked, context))
        let member: String
        do {
            member = try await context.write { db in
                let id = try asked.accept(
                    as: category, shop: takesShop, by: actor, at: now, letters: { randomness.letters(4) }, in: db)
                try welcome?.queue(at: now, in: db)
                return id
            }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(.memberAdded)
        return context.seeOther(.member(member), flash: context.say("join.accepted", ["name": asked.details.name]))
    }

    /// The mail that tells the person; nil when they gave no e-mail address, or mail is not set up. It contains no text
    /// that they typed, because the association sends it.
    private static func welcome(_ asked: JoinRequest, _ context: Context) throws -> OutgoingMail? {
        guard try context.read({ try context.hasMail(in: $0) }) else { return nil }
        return asked.details.email.map { address in
            OutgoingMail(
                .welcome, key: "join \(asked.publicID)", to: address, language: context.language.tag,
                subject: context.say("join.mail.subject"),
                body: [
                    .paragraph(context.say("join.mail.text", ["association": context.association.name])),
                    .button(context.say("join.mail.button"), .mailSignIn),
                ])
        }
    }

    /// Refuses: 303 to the list, with an undo; 409 when it was decided meanwhile.
    static func refuse(_ request: Request, _ context: Context) async throws -> Response {
        let asked = try find(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        try await context.write { try asked.refuse(by: actor, at: now, in: $0) }
        return context.seeOther(
            .joinRequests, flash: context.say("join.refused", ["name": asked.details.name]),
            undo: .reopenJoinRequest(asked.publicID))
    }

    /// Takes a refusal back: 303 to the request.
    static func reopen(_ request: Request, _ context: Context) async throws -> Response {
        let asked = try find(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        try await context.write { try asked.reopen(by: actor, at: now, in: $0) }
        return context.seeOther(.joinRequest(asked.publicID), flash: context.say("join.reopened"))
    }

    /// The line on the home page of members who may read requests.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.readMembers) == true else { return [] }
        let (count, oldest) = try JoinRequest.waitingCount(in: db)
        guard count > 0 else { return [] }
        return [
            Waiting(
                .promised, context.say("waiting.join", count: count), why: context.oldest(oldest),
                action: context.say("waiting.join.read"), .joinRequests, context)
        ]
    }

    /// «reçue le 2 mars 2026», «acceptée le 3 mars 2026 par Camille Rey».
    private static func state(_ request: JoinRequest, _ context: Context) -> String {
        guard let decision = request.decision else {
            return context.say("join.state.waiting", ["date": context.language.date(request.sentAt.local.day)])
        }
        let by = decision.by.map { context.say("join.state.by", ["name": $0]) } ?? ""
        return context.say(
            decision.isAccepted ? "join.state.accepted" : "join.state.refused",
            ["date": context.language.date(decision.at.local.day), "by": by])
    }

    private static func shop(called name: String, in db: Reader) throws -> ShopCode? {
        if name.isEmpty { return nil }
        return try db.first(
            "SELECT code FROM shop WHERE name_key = ?1 AND removed_at IS NULL LIMIT 1", name.folded
        ) { ShopCode($0.text(0)) }
    }

    private static func find(_ context: Context) throws -> JoinRequest {
        guard let asked = try context.read({ try JoinRequest.find(context.parameter("joining"), in: $0) }) else {
            throw Failure.notFound
        }
        return asked
    }
}
