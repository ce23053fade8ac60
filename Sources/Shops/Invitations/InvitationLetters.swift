import Base
import Shell
import HTMLTemplate
import HTTP
import SQLite
import Web

/// A letter to hand over: the link, its code to scan, and its last day.
struct InvitationLetter: PageModel {
    let shopName: String
    let link: String
    let code: HTML
    let until: String

    static let fields: [Field<InvitationLetter>] = [
        .text("shopName") { $0.shopName }, .text("link") { $0.link }, .html("code") { $0.code },
        .text("until") { $0.until },
    ]

    /// The letters of new invitations. Their codes are drawn off the loop.
    static func drawn(_ invitations: [(shop: String, secret: Secret)], _ context: Context) async throws
        -> [InvitationLetter]
    {
        let until = context.language.date((context.now + SiteLimits.invitation).local.day)
        let jobs = invitations.map { invitation in
            (
                shop: invitation.shop, link: context.absolute(.invitation(invitation.secret)),
                label: context.say("invitation.qr", ["shop": invitation.shop])
            )
        }
        return try await context.offload(.pages) {
            jobs.map { job in
                InvitationLetter(
                    shopName: job.shop, link: job.link, code: QRCode.svg(job.link, label: job.label) ?? "", until: until
                )
            }
        }
    }
}

/// The letters of all shops to invite, one a sheet.
struct InvitationLettersPage: Page {
    static let template = "invitations/letters"
    let letters: [InvitationLetter]
    let left: Int
    let section = Section.home
    let isPrivate = true

    static let fields: [Field<InvitationLettersPage>] = [
        .list("letters") { $0.letters }, .number("count") { $0.letters.count }, .number("left") { $0.left },
    ]
}

package enum InvitationLettersHandlers {
    /// Invites every shop that has neither a shopkeeper nor a valid letter, and shows the letters, once. At most
    /// `SiteLimits.lettersAtOnce`; the page says how many are left. Sent twice, the second makes no letter; 409 when
    /// some of the shops were invited meanwhile. The page is rendered first: if that failed after the write, shops
    /// would count as invited by letters that were never shown.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let waiting = try context.read { try InvitedShop.uninvited(at: context.now, in: $0) }
        let chosen = waiting.prefix(SiteLimits.lettersAtOnce).map { ($0, context.site.randomness.secret()) }
        let now = context.now
        let letters = try await InvitationLetter.drawn(chosen.map { ($0.0.name, $0.1) }, context)
        let response = try context.render(InvitationLettersPage(letters: letters, left: waiting.count - chosen.count))
        let isMade = try await context.write { db in
            let open = Set(try InvitedShop.uninvited(at: now, in: db).map(\.id))
            let missed = chosen.count { !open.contains($0.0.id) }
            if missed == chosen.count { return false }
            guard missed == 0 else { throw Failure.conflict }
            for (shop, secret) in chosen { try Invitation.insert(secret, for: shop.id, by: member.id, at: now, in: db) }
            return true
        }
        guard isMade else {
            return context.seeOther(.invitations, flash: context.say("invitation.letters.none"))
        }
        context.record(.invitationMade)
        return response
    }
}

extension InvitedShop {
    /// A shop without a shopkeeper and without a valid letter.
    struct Uninvited: Sendable {
        package let id: Shop.ID
        package let name: String
    }

    /// The shops to invite, by name; at most `limit`.
    static func uninvited(at now: Instant, limit: Int = 2_000, in db: Reader) throws -> [Uninvited] {
        try db.rows(
            """
            SELECT id, name FROM shop INDEXED BY shop_by_name
             WHERE removed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM office WHERE \(holdsShop))
               AND NOT EXISTS (SELECT 1 FROM invitation WHERE shop_id = shop.id AND claimed_at IS NULL
                                  AND revoked_at IS NULL AND expires_at > ?1)
             ORDER BY name_key, id
             LIMIT ?2
            """, now, limit
        ) { row in Uninvited(id: Shop.ID(rawValue: row.int(0)), name: row.text(1)) }
    }
}
