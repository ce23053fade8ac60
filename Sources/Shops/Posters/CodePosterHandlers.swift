import Base
import HTTP
import Shell
import Web

/// The poster of one printed code, and its PDF.
package enum CodePosterHandlers {
    /// The poster, in several formats. 404 for a member who may not make codes there.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (code, printed) = try found(context.query, context)
        return try await printed.shown(page(code, printed, isRefused: false, context), context)
    }

    /// Makes its PDF: 303 to the page, which shows its state; 422 while the address may not be printed and the box is
    /// not ticked.
    package static func print(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let (code, printed) = try found(form, context)
        if let response = printed.start(form, context) { return response }
        return try context.render(
            try await page(code, printed, isRefused: true, context), status: .unprocessableContent)
    }

    /// Its PDF.
    package static func pdf(_ request: Request, _ context: Context) async throws -> Response {
        try found(context.query, context).1.file(context)
    }

    private static func found(_ form: Form, _ context: Context) throws -> (PrintedCode, PosterPrint) {
        let member = try context.requireMember()
        let code = try context.read {
            try PrintedCode.find(context.parameter("code"), where: member, may: .makeCodes, in: $0)
        }
        guard let code else { throw Failure.notFound }
        let (poster, words) = try poster(of: code, context)
        return (
            code,
            PosterPrint(
                [poster], PosterHandlers.format(form), words: words, at: .poster(ofCode: code.code),
                pdf: .posterPDF(ofCode: code.code), context)
        )
    }

    private static func poster(of code: PrintedCode, _ context: Context) throws -> (PosterText, PosterWords) {
        switch code.owner {
        case .shop(let shop):
            guard let line = try DirectorySnapshot.current(context).line(shop) else { throw Failure.notFound }
            let poster = PosterText(
                name: line.name, trade: line.trade, code: line.code, counter: code.code, photo: line.photo, context)
            return (poster, .ofShops(context))
        case .association:
            return (
                PosterText(name: context.association.name, leadingBy: code.code, context),
                .leading(toProject: false, context)
            )
        case .project:
            return (
                PosterText(name: code.ownerName, leadingBy: code.code, context), .leading(toProject: true, context)
            )
        }
    }

    private static func page(
        _ code: PrintedCode, _ printed: PosterPrint, isRefused: Bool, _ context: Context
    ) async throws -> PosterPage {
        let copies = printed.posters.flatMap { Array(repeating: $0, count: printed.format.postersASheet) }
        return PosterPage(
            shopName: code.ownTitle(context), shopLink: context.link(.code(code.code)),
            lead: context.say("poster.code.lead"),
            choice: try await printed.choice(copies[...], isRefused: isRefused, context),
            errors: isRefused ? [AddressWarning.refusal(context)] : [])
    }
}
