import Base
import HTTP
import Shell
import Web

/// A batch of letters, and their PDF.
package enum BatchHandlers {
    /// The letters of a batch, and how far its PDF is; the page refreshes while that is made. 404 for an unknown batch.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let printed = try find(context, BatchPrint.numbers(context.query["lettres"]))
        var response = try context.render(page(printed, context))
        if printed.state(context)?.isWorking == true { response.fields.append("Refresh", "1") }
        return response
    }

    /// Makes the PDF of the ticked letters, or of all: 303 to the batch, which shows its state. 422 while the address
    /// may not be printed and the box is not ticked.
    package static func print(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let numbers = Set(form.all(BatchPrintForm.letter.name).compactMap { Int($0) })
        let printed = try find(context, numbers)
        guard AddressWarning.allowsPrinting(form, context) else {
            var page = page(printed, context)
            let refusal = AddressWarning.refusal(context)
            page.errors = [refusal]
            page.warning?.error = refusal.text
            return try context.render(page, status: .unprocessableContent)
        }
        printed.start(context)
        return context.seeOther(Link.invitationBatch(printed.batch.publicID).adding(printed.query))
    }

    /// The PDF; 303 to the batch when it is not there, or no longer.
    package static func pdf(_ request: Request, _ context: Context) async throws -> Response {
        let printed = try find(context, BatchPrint.numbers(context.query["lettres"]))
        guard case .ready(let bytes) = printed.state(context) else {
            return context.seeOther(Link.invitationBatch(printed.batch.publicID).adding(printed.query))
        }
        let name = context.say("invitation.batch.file", ["day": printed.batch.madeAt.local.day.description])
        return .data(bytes, type: "application/pdf", fileName: name)
    }

    /// The open letters as a page, for the printer of the browser; only the box while the address may not be printed.
    package static func sheets(_ request: Request, _ context: Context) async throws -> Response {
        let chosen = Set(context.query.all(BatchPrintForm.letter.name).compactMap { Int($0) })
        let printed = try find(context, chosen)
        let texts = AddressWarning.allowsPrinting(context.query, context) ? printed.texts : []
        let drawn = try await context.offload(.pages) {
            texts.map { BatchSheetsPage.Letter(text: $0, code: $0.code) }
        }
        return try context.render(
            BatchSheetsPage(
                title: title(printed, context),
                batchLink: context.link(Link.invitationBatch(printed.batch.publicID).adding(printed.query)),
                action: context.link(.batchSheets(printed.batch.publicID)), letters: drawn,
                warning: AddressWarning(context)))
    }

    /// Makes new letters for the shops whose letters are void: 303 to their batch; to this one when there are none.
    package static func remake(_ request: Request, _ context: Context) async throws -> Response {
        let batch = try find(context, []).batch
        let made = try await InvitationHandlers.made(.void(of: batch), try context.form(), context)
        return context.seeOther(.invitationBatch((made ?? batch).publicID))
    }

    private static func find(_ context: Context, _ numbers: Set<Int>) throws -> BatchPrint {
        let batch = try context.read { try InvitationBatch.find(context.parameter("lot"), in: $0) }
        guard let batch else { throw Failure.notFound }
        return try BatchPrint(batch, numbers: numbers, context)
    }

    private static func title(_ printed: BatchPrint, _ context: Context) -> String {
        if printed.letters.count == 1, let letter = printed.letters.first {
            return context.say("invitation.batch.one", ["shop": letter.shopName])
        }
        return context.say(
            "invitation.batch.name", count: printed.letters.count,
            ["date": context.language.date(printed.batch.madeAt.local.day)])
    }

    private static func page(_ printed: BatchPrint, _ context: Context) -> BatchPage {
        let batch = printed.batch
        let count = BatchCount(printed.letters)
        let link = Link.invitationBatch(batch.publicID)
        let only = printed.letters.count == 1 ? printed.letters.first?.secret : nil
        return BatchPage(
            title: title(printed, context),
            made: context.say(
                "invitation.batch.made",
                ["date": context.language.date(batch.madeAt.local.day), "name": batch.authorName]),
            action: context.link(link),
            sheetsLink: context.link(.batchSheets(batch.publicID)),
            remakeLink: context.link(.remakeBatch(batch.publicID)), form: context.site.randomness.publicID(),
            letters: printed.letters.map { row($0, printed, context) }, openCount: count.open, voidCount: count.void,
            chosenCount: printed.numbers.isEmpty ? nil : printed.numbers.count,
            print: PrintStatus(
                printed.state(context), of: printed.job,
                link: context.link(Link.batchPDF(batch.publicID).adding(printed.query)), context),
            warning: AddressWarning(context), link: only.map { context.absolute(.invitation($0)) })
    }

    private static func row(_ letter: BatchLetter, _ printed: BatchPrint, _ context: Context) -> BatchPage.Row {
        let state =
            switch letter.state {
            case .open:
                context.say(
                    "invitation.letter.open", ["date": context.language.date(printed.batch.expiresAt.local.day)])
            case .claimed(let moment):
                context.say("invitation.state.claimed", ["date": context.language.date(moment.local.day)])
            case .replaced: context.say("invitation.letter.replaced")
            case .void: context.say("invitation.letter.void")
            }
        return BatchPage.Row(
            number: letter.number, name: letter.shopName, address: letter.address.joined(separator: ", "),
            state: state, isOpen: letter.state == .open, isVoid: letter.state == .void,
            isChosen: printed.numbers.contains(letter.number))
    }
}
