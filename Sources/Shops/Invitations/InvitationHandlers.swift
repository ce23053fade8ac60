import Base
import HTTP
import SQLite
import Shell
import Web

/// Making letters for several shops.
package enum InvitationHandlers {
    /// The batches and the shops.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(page(context))
    }

    /// Makes a batch of the chosen shops and starts its PDF: 303 to the batch. The same form sent again leads to the
    /// same batch. 422 without a choice; 303 to the list when no shop is left to invite.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let choice: InvitationChoice
        switch NewBatchForm.Choice(rawValue: form[NewBatchForm.choice.name] ?? "") {
        case .street:
            let typed = form[NewBatchForm.street.name] ?? ""
            guard let street = try DirectorySnapshot.current(context).streets.choice(typed) else {
                return try refused(form, NewBatchForm.street, "invitation.list.noStreet", context)
            }
            choice = .street(street.key)
        case .shops:
            let codes = Set(form.all(NewBatchForm.shop.name))
            guard !codes.isEmpty else { return try refused(form, NewBatchForm.shop, "invitation.list.noShop", context) }
            choice = .shops(codes)
        case .missing, nil: choice = .missing
        }
        guard let batch = try await made(choice, form, context) else {
            return context.seeOther(.invitations, flash: context.say("invitation.list.none"))
        }
        return context.seeOther(.invitationBatch(batch.publicID))
    }

    /// Makes a batch, unless the same form has made it already, and starts its PDF where the address may be printed.
    /// Nil when no shop is chosen. `alongside` runs in the same write, only for a new batch.
    static func made(
        _ choice: InvitationChoice, _ form: Form, _ context: Context,
        alongside: @escaping @Sendable (Writer) throws -> Void = { _ in }
    ) async throws -> InvitationBatch? {
        let member = try context.requireMember()
        let site = context.site
        let typed = form[NewBatchForm.form.name] ?? ""
        let id = InvitationBatch.id(
            form: typed.isEmpty ? site.randomness.publicID() : typed, choice: "\(member.id) " + choice.text)
        let now = context.now
        let making = try await context.write { [key = site.key, randomness = site.randomness] db in
            let making = try choice.make(id: id, by: member.id, at: now, key, randomness, in: db)
            if making == .made {
                try alongside(db)
                try Audit.record(.invitationsMade, id, by: member.id, at: now, in: db)
            }
            return making
        }
        guard making != .noShop, let batch = try context.read({ try InvitationBatch.find(id, in: $0) }) else {
            return nil
        }
        if making == .made {
            context.record(.invitationMade)
            if AddressWarning(context) == nil { try BatchPrint(batch, numbers: [], context).start(context) }
        }
        return batch
    }

    private static func refused(_ form: Form, _ field: AnyField, _ key: String, _ context: Context) throws -> Response {
        var page = try page(context, chosen: Set(form.all(NewBatchForm.shop.name)))
        page.errors = [FieldError(field: field.name, text: context.say(key))]
        return try context.render(page, status: .unprocessableContent)
    }

    private static func page(_ context: Context, chosen: Set<String> = []) throws -> InvitationListPage {
        let (shops, batches) = try context.read { db in
            (
                try InvitedShop.all(at: context.now, in: db),
                try InvitationBatch.recent(in: db).map { batch in
                    let letters = try BatchLetter.all(of: batch, context.site.key, at: context.now, in: db)
                    return row(batch, BatchCount(letters), context)
                }
            )
        }
        func rows(isClaimed: Bool) -> [InvitationListPage.Row] {
            shops.filter { ($0.claimedAt != nil) == isClaimed }.map {
                row($0, isChosen: chosen.contains($0.code), context)
            }
        }
        return InvitationListPage(
            form: context.site.randomness.publicID(), batches: batches, unclaimed: rows(isClaimed: false),
            claimed: rows(isClaimed: true),
            toInvite: shops.count(where: \.isMissing),
            streetOptions: try DirectorySnapshot.current(context).streets.options(choosing: ""))
    }

    private static func row(_ batch: InvitationBatch, _ count: BatchCount, _ context: Context)
        -> InvitationListPage.Batch
    {
        InvitationListPage.Batch(
            title: context.say(
                "invitation.batch.name", count: count.all, ["date": context.language.date(batch.madeAt.local.day)]),
            link: context.link(.invitationBatch(batch.publicID)),
            counts: context.say(
                "invitation.batch.counts",
                ["open": context.language.number(count.open), "claimed": context.language.number(count.claimed)]),
            toRemake: count.void == 0 ? nil : context.say("invitation.batch.void", count: count.void))
    }

    private static func row(_ shop: InvitedShop, isChosen: Bool, _ context: Context) -> InvitationListPage.Row {
        let state =
            if let claimed = shop.claimedAt {
                context.say("invitation.state.claimed", ["date": context.language.date(claimed.local.day)])
            } else if let invited = shop.invitedAt {
                context.say(
                    shop.isOpen ? "invitation.state.open" : "invitation.state.over",
                    ["date": context.language.date(invited.local.day)])
            } else {
                context.say("invitation.state.none")
            }
        return InvitationListPage.Row(
            code: shop.code, name: shop.name, address: shop.address, link: context.link(.invite(ShopCode(shop.code))),
            state: state, isOpen: shop.isOpen, isChosen: isChosen)
    }
}
