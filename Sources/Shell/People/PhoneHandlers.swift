import Base
import HTMLTemplate
import HTTP
import SQLite
import Web

/// «Connecter mon téléphone»: a code that signs one’s own phone in.
struct PhonePage: Page {
    static let template = "members/phone"
    /// The link that waits; nil when there is none.
    let link: Made?
    let isPrivate = true

    /// The link that waits for the phone.
    struct Made: PageModel {
        let address: String
        let code: HTML
        let until: String

        static let fields: [Field<Made>] = [
            .text("address") { $0.address }, .html("code") { $0.code }, .text("until") { $0.until },
        ]
    }

    static let fields: [Field<PhonePage>] = [
        .one("link") { $0.link }, .number("minutes") { _ in SiteLimits.phoneLink / .minutes(1) },
    ]
}

/// Signing one’s own phone in from another device.
package enum PhoneHandlers {
    /// The code, while it waits for the phone; else the button that makes one.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let link = try context.read {
            try SignInLink.valid(.phone, for: member.id, context.site.key, at: context.now, in: $0)
        }
        return try context.render(
            PhonePage(
                link: link.map { made in
                    let address = context.absolute(.signIn(with: made.secret))
                    return PhonePage.Made(
                        address: address, code: QRCode.svg(address, label: context.say("phone.qr")) ?? "",
                        until: context.language.time(minute: made.expiresAt.local.minute))
                }))
    }

    /// Makes a code in place of the one before: 303 to it.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let id = try context.requireMember().id
        let (nonce, key, now) = (context.site.randomness.bytes(16), context.site.key, context.now)
        try await context.write { try SignInLink.renew(.phone, for: id, nonce: nonce, key, at: now, in: $0) }
        context.record(.signInLinkMade)
        return context.seeOther(.phone)
    }
}
