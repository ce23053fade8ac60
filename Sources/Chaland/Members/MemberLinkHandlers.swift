import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// «Nouveau lien»: a sign-in link for another member, to be handed over. It can be shown again until it is used.
enum MemberLinkHandlers {
    /// The check box for a lost phone.
    static let lost = AnyField.choice("lost")

    /// The link that is valid now, as a code to scan and a text to copy.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        let link = try context.read {
            try SignInLink.valid(for: person.id, context.site.key, at: context.now, in: $0)
        }
        return try context.render(
            MemberLinkPage(
                name: person.name, memberLink: context.link(.member(person.publicID)),
                action: context.link(.signInLink(for: person.publicID)),
                link: link.map { made in
                    let address = context.absolute(.signIn(with: made.secret))
                    let until = context.language.time(minute: made.expiresAt.local.minute)
                    let words = [
                        "name": person.name, "association": context.association.name, "address": address,
                        "until": until,
                    ]
                    return MemberLinkPage.Made(
                        address: address,
                        code: QRCode.svg(address, label: context.say("member.link.qr", ["name": person.name])) ?? "",
                        until: until, shared: SharedText(context.say("member.link.message", words)))
                }))
    }

    /// Makes a link that replaces earlier ones: 303 to it. For a lost phone, ends every session and known device first.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        let (nonce, key, now) = (context.site.randomness.bytes(16), context.site.key, context.now)
        let (actor, isLost) = (try context.requireMember().id, try context.form()[lost.name] == "1")
        try await context.write { db in
            if isLost { try Member.endSessions(of: person.id, at: now, in: db) }
            try SignInLink.renew(for: person.id, nonce: nonce, key, at: now, in: db)
            try Audit.record(isLost ? .phoneLost : .signInLinkMade, person.publicID, by: actor, at: now, in: db)
            try Notice.add(.linkMade, .account, to: [person.id], except: actor, at: now, in: db)
        }
        context.record(.signInLinkMade)
        let flash = isLost ? context.say("member.lost.done", ["name": person.name]) : nil
        return context.seeOther(.signInLink(for: person.publicID), flash: flash)
    }

    /// The member in the path; 409 without access, and where `Member.mayManageAccess` refuses.
    private static func find(_ context: Context) throws -> MemberFile {
        let person = try MemberHandlers.find(context)
        guard person.endedAt == nil, try context.requireMember().mayManageAccess(of: person) else {
            throw Failure.conflict
        }
        return person
    }
}
