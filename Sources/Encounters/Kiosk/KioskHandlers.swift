import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The kiosks of a shop, for its people and the presidency.
package enum KioskHandlers {
    /// The kiosks of a shop, with the form for a new one.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let form = FormState(["form": context.site.randomness.publicID()], context)
        return try context.render(page(own(context), form, context))
    }

    /// Makes a kiosk: 303 to its page; 422 with the form as typed, also when the shop has `SiteLimits.kiosksAtShop`.
    /// The same form sent again leads to the same kiosk.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try own(context)
        var form = FormState(try context.form(), fields: KioskForm.fields, context)
        let draft = KioskForm.draft(&form, KioskForm.pin)
        guard form.isValid, let pin = draft.pin else {
            return try context.render(page(shop, form, context), status: .unprocessableContent)
        }
        let (site, now, member) = (context.site, context.now, try context.requireMember().id)
        let (nonce, key) = (site.randomness.bytes(16), site.key)
        let typed = form["form"]
        let publicID = Kiosk.publicID(typed.isEmpty ? site.randomness.publicID() : typed, at: shop.code, key)
        let isMade = try await context.write { db in
            if try Kiosk.find(publicID, at: shop.id, now: now, in: db) != nil { return true }
            let made = try Kiosk.insert(
                draft.place, pin: pin, publicID: publicID, nonce: nonce, key, at: shop.id, now: now, in: db)
            if made { try Audit.record(.kioskMade, shop.code, by: member, at: now, in: db) }
            return made
        }
        guard isMade else {
            form.refuse(KioskForm.place, "kiosk.full", ["most": context.language.number(SiteLimits.kiosksAtShop)])
            return try context.render(page(shop, form, context), status: .unprocessableContent)
        }
        return context.seeOther(
            .kiosk(publicID, of: ShopCode(shop.code)), flash: context.say("kiosk.made"),
            undo: .endKiosk(publicID, of: ShopCode(shop.code)))
    }

    /// One kiosk: its address for an hour after it was made, its name and its code.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, kiosk) = try found(context)
        let form = FormState([KioskForm.place.name: kiosk.place], context)
        return try context.render(page(shop, kiosk, form, context))
    }

    /// Changes its name and, with a new one, its code: 303; 422 with the form as typed.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, kiosk) = try found(context)
        var form = FormState(try context.form(), fields: KioskForm.fields, context)
        let draft = KioskForm.draft(&form, KioskForm.newPIN)
        guard form.isValid else {
            return try context.render(page(shop, kiosk, form, context), status: .unprocessableContent)
        }
        let key = context.site.key
        return try await act(.kioskChanged, "kiosk.changed", on: kiosk, shop, context) { _, db in
            try kiosk.change(draft, key, in: db)
        }
    }

    /// Gives the kiosk another address: 303 to its page; 422 after `SiteLimits.kioskAddresses` in a day.
    package static func renew(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, kiosk) = try found(context)
        let (nonce, key) = (context.site.randomness.bytes(16), context.site.key)
        do {
            return try await act(.kioskAddressChanged, "kiosk.renewed", on: kiosk, shop, context) { now, db in
                guard try kiosk.renewAddress(nonce, key, at: now, in: db) else { throw Failure.conflict }
            }
        } catch Failure.conflict {
            var form = FormState([KioskForm.place.name: kiosk.place], context)
            let most = context.language.number(SiteLimits.kioskAddresses)
            form.refuse("renew", context.say("kiosk.renew.full", ["most": most]))
            return try context.render(page(shop, kiosk, form, context), status: .unprocessableContent)
        }
    }

    /// Ends it: 303 with an undo.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, kiosk) = try found(context)
        return try await act(
            .kioskEnded, "kiosk.ended", on: kiosk, shop, undo: .restoreKiosk(kiosk.publicID, of: ShopCode(shop.code)),
            context
        ) { now, db in try kiosk.setEnded(now, in: db) }
    }

    /// Brings it back with its last address: 303.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, kiosk) = try found(context)
        return try await act(.kioskRestored, "kiosk.restored", on: kiosk, shop, context) { _, db in
            try kiosk.setEnded(nil, in: db)
        }
    }

    private static func act(
        _ action: AuditAction, _ words: String, on kiosk: Kiosk, _ shop: Shop, undo: Link? = nil, _ context: Context,
        _ body: @escaping @Sendable (Instant, Writer) throws -> Void
    ) async throws -> Response {
        let (member, now) = (try context.requireMember().id, context.now)
        try await context.write { db in
            try body(now, db)
            try Audit.record(action, shop.code, by: member, at: now, in: db)
        }
        let code = ShopCode(shop.code)
        return context.seeOther(
            action == .kioskEnded ? .kiosks(of: code) : .kiosk(kiosk.publicID, of: code),
            flash: context.say(words, ["place": kiosk.place]), undo: undo)
    }

    /// The shop of the address, when the member may manage its kiosks; 404 otherwise.
    private static func own(_ context: Context) throws -> Shop {
        let member = try context.requireMember()
        let shop = try context.read {
            try Shop.find(context.parameter("shop"), where: member, may: .manageKiosks, in: $0)
        }
        guard let shop else { throw Failure.notFound }
        return shop
    }

    private static func found(_ context: Context) throws -> (Shop, Kiosk) {
        let shop = try own(context)
        let kiosk = try context.read {
            try Kiosk.find(context.parameter("kiosk"), at: shop.id, now: context.now, in: $0)
        }
        guard let kiosk else { throw Failure.notFound }
        return (shop, kiosk)
    }

    private static func page(_ shop: Shop, _ form: FormState, _ context: Context) throws -> KiosksPage {
        let all = try context.read { try Kiosk.all(of: shop.id, now: context.now, in: $0) }
        let open = all.filter { $0.endedAt == nil }
        return KiosksPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)),
            action: context.link(.kiosks(of: ShopCode(shop.code))), form: form,
            isFull: all.count >= SiteLimits.kiosksAtShop, open: open.map { row($0, context) },
            ended: all.filter { $0.endedAt != nil }.map { row($0, context) }, needsNetwork: needsNetwork(context))
    }

    private static func page(
        _ shop: Shop, _ kiosk: Kiosk, _ form: FormState, _ context: Context
    ) throws -> KioskPage {
        let code = ShopCode(shop.code)
        let address = try context.read { try kiosk.address(at: context.now, context.site.key, in: $0) }
        let shown = address.flatMap { address -> KioskPage.Shown? in
            let link = context.absolute(.tablet(address.secret))
            let label = context.say("kiosk.qr", ["place": kiosk.place, "link": link])
            return QRCode.svg(link, label: label).map { drawing in
                KioskPage.Shown(
                    code: drawing, address: link,
                    until: context.language.time(minute: address.shownUntil.local.minute),
                    warning: AddressWarning(context))
            }
        }
        return KioskPage(
            kiosk: row(kiosk, context), kiosksLink: context.link(.kiosks(of: code)),
            action: context.link(.kiosk(kiosk.publicID, of: code)),
            renewAction: context.link(.renewKiosk(kiosk.publicID, of: code)),
            endAction: context.link(.endKiosk(kiosk.publicID, of: code)), form: form,
            shown: kiosk.endedAt == nil ? shown : nil,
            needsNetwork: needsNetwork(context))
    }

    /// Whether browsers store no pages of this site, because its address is not secure (W3C Secure Contexts §3.1).
    private static func needsNetwork(_ context: Context) -> Bool {
        let secure = ["https://", "http://localhost", "http://127.0.0.1", "http://[::1]"]
        return !secure.contains(where: context.absolute(.front).hasPrefix)
    }

    private static func row(_ kiosk: Kiosk, _ context: Context) -> KiosksPage.Row {
        let state =
            kiosk.endedAt.map { context.say("kiosk.state.ended", ["day": context.language.date($0.local.day)]) }
            ?? kiosk.seenAt.map { context.say("kiosk.state.seen", ["moment": context.language.moment($0)]) }
            ?? context.say("kiosk.state.new")
        let code = ShopCode(kiosk.shopCode)
        return KiosksPage.Row(
            place: kiosk.place, link: context.link(.kiosk(kiosk.publicID, of: code)), state: state,
            isSilent: kiosk.isSilent(at: context.now),
            restoreAction: context.link(.restoreKiosk(kiosk.publicID, of: code)))
    }
}
