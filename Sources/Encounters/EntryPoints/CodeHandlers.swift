import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// One printed code.
package enum CodeHandlers {
    /// The code with its figures; 404 for a member who may not make codes there.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let code = try found(context)
        return try context.render(try page(code, FormState(EntryPointForm.values(code), context), context))
    }

    /// Changes the details of a code: 303 to its page; 422 with the form as typed, and 409 when another person changed
    /// them meanwhile.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let code = try found(context)
        var form = EntryPointForm(try context.form(), context)
        form.require({ $0.fits(code.owner) }, context)
        guard let details = form.details else {
            return try context.render(try page(code, form.state, context), status: .unprocessableContent)
        }
        let (member, now, randomness) = (try context.requireMember().id, context.now, context.site.randomness)
        let isSaved = try await context.write { [version = form.state["version"]] db -> Bool in
            guard String(code.version) == version, try code.change(to: details, in: db) else { return false }
            try Audit.record(.codeChanged, code.code, by: member, at: now, in: db)
            _ = try replaceAtCounter(code, randomness, by: member, at: now, in: db)
            return true
        }
        if isSaved { return context.seeOther(.code(code.code), flash: context.say("code.saved")) }
        let current = try found(context)
        let typed = form.state.values.merging(["version": String(current.version)]) { $1 }
        let page = try page(current, FormState(typed, context), isConflict: true, context)
        return try context.render(page, status: .conflict)
    }

    /// Ends a code: 303 to its page, with an undo. The last code at a counter is replaced by a new one.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let (code, member, now) = (try found(context), try context.requireMember().id, context.now)
        let randomness = context.site.randomness
        let successor = try await context.write { db -> String? in
            if code.endedAt != nil { return nil }
            try code.end(at: now, in: db)
            try Audit.record(.codeEnded, code.code, by: member, at: now, in: db)
            return try replaceAtCounter(code, randomness, by: member, at: now, in: db)
        }
        let done = successor.map { context.say("code.ended.successor", ["code": $0]) } ?? context.say("code.ended.done")
        return context.seeOther(.code(code.code), flash: done, undo: .restoreCode(code.code))
    }

    private static func replaceAtCounter(
        _ code: PrintedCode, _ randomness: Randomness, by member: Member.ID, at now: Instant, in db: Writer
    ) throws -> String? {
        let made = try code.replaceAtCounter(letters: { randomness.letters(4) }, at: now, in: db)
        if let made { try Audit.record(.codeMade, made, by: member, at: now, in: db) }
        return made
    }

    /// Restores an ended code: 303 to its page.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (code, member, now) = (try found(context), try context.requireMember().id, context.now)
        try await context.write { db in
            if code.endedAt == nil { return }
            try code.restore(in: db)
            try Audit.record(.codeRestored, code.code, by: member, at: now, in: db)
        }
        return context.seeOther(.code(code.code), flash: context.say("code.restored"))
    }

    private static func found(_ context: Context) throws -> PrintedCode {
        let member = try context.requireMember()
        let code = try context.read {
            try PrintedCode.find(context.parameter("code"), where: member, may: .makeCodes, in: $0)
        }
        guard let code else { throw Failure.notFound }
        return code
    }

    private static func page(
        _ code: PrintedCode, _ form: FormState, isConflict: Bool = false, _ context: Context
    ) throws -> CodePage {
        let (line, note) = try context.read { db in
            let whole = try CodeFigures.of(.code(code.code), in: .all, db)
            let line = CodeLine.of(code, whole, context)
            guard case .shop(let shop) = code.owner else { return (line, "") }
            return (line, try FiguresNote.shop(shop, context, in: db))
        }
        let url = context.absolute(.visit(code.code))
        let made = context.language.date(code.createdAt.local.day)
        return CodePage(
            title: code.ownTitle(context),
            owner: code.owner == .association ? context.association.name : code.ownerName,
            backLink: context.link(code.ownerLink(context) ?? .codes), action: context.link(.code(code.code)),
            endAction: context.link(.endCode(code.code)), restoreAction: context.link(.restoreCode(code.code)),
            code: QRCode.svg(url, label: context.say("code.qr", ["code": code.code])) ?? "",
            address: url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().joined(separator: "/"),
            url: url, warning: AddressWarning(context),
            formats: PosterFormat.allCases.map { format in
                CodeTab(
                    title: format.title(context),
                    link: context.link(.poster(ofCode: code.code).adding("format", format.rawValue)), isCurrent: false)
            },
            ended: code.endedAt.map { CodeWords(context).ended($0) },
            campaign: CodeWords(context).campaign(code.details), row: CodeRow(line, context),
            hasNothingToShow: line.figures.hasNothingToShow,
            since: context.say("code.since", ["date": made]), note: note, hasAnswers: code.shopCode != nil, form: form,
            media: EntryPointForm.media(of: code.owner, chosen: form[EntryPointForm.medium], context),
            isSpoken: code.details.medium == .radio, isBesideKiosk: code.details.medium == .kiosk,
            isConflict: isConflict)
    }
}
