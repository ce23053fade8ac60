import Base
import HTMLTemplate
import HTTP
import Shell
import Web

/// Posters with the code of a shop, and their PDF.
package enum PosterHandlers {
    /// Posters on one page of the list: ten sheets of small ones, a stack of forty large ones; about 400 KB of HTML.
    private static let postersAPage = 40

    /// The poster of one shop, in several formats. 404 for a member who may not print it.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, printed) = try one(context.query, context)
        return try await printed.shown(page(shop, printed, isRefused: false, context), context)
    }

    /// Makes its PDF: 303 to the page, which shows its state; 422 while the address may not be printed and the box is
    /// not ticked.
    package static func printOne(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let (shop, printed) = try one(form, context)
        if let response = printed.start(form, context) { return response }
        return try context.render(
            try await page(shop, printed, isRefused: true, context), status: .unprocessableContent)
    }

    /// Its PDF.
    package static func pdfOfOne(_ request: Request, _ context: Context) async throws -> Response {
        try one(context.query, context).1.file(context)
    }

    /// The posters of all shops, or of one street.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let printed = try all(context.query, context)
        return try await printed.shown(list(printed, isRefused: false, context), context)
    }

    /// Makes their PDF: 303 and 422 as for one.
    package static func print(_ request: Request, _ context: Context) async throws -> Response {
        let form = try context.form()
        let printed = try all(form, context)
        if let response = printed.start(form, context) { return response }
        return try context.render(try await list(printed, isRefused: true, context), status: .unprocessableContent)
    }

    /// Their PDF.
    package static func pdf(_ request: Request, _ context: Context) async throws -> Response {
        try all(context.query, context).file(context)
    }

    static func format(_ form: Form) -> PosterFormat {
        form[PosterForm.format.name].flatMap(PosterFormat.init(rawValue:)) ?? .a4
    }

    private static func one(_ form: Form, _ context: Context) throws -> (Shop, PosterPrint) {
        let member = try context.requireMember()
        let found = try context.read { db -> (Shop, String)? in
            guard let shop = try Shop.find(context.parameter("shop"), where: member, may: .printPosters, in: db) else {
                return nil
            }
            return (shop, try EntryPoint.counter(of: shop.id, in: db) ?? shop.code)
        }
        guard let (shop, code) = found else { throw Failure.notFound }
        let photo = try DirectorySnapshot.current(context).line(shop.id)?.photo ?? [:]
        let poster = PosterText(
            name: shop.name, trade: shop.trade, code: shop.code, counter: code, photo: photo, context)
        let link = ShopCode(shop.code)
        return (
            shop,
            PosterPrint(
                [poster], format(form), words: .ofShops(context), at: .poster(of: link),
                pdf: .posterPDF(of: link), context)
        )
    }

    private static func page(_ shop: Shop, _ printed: PosterPrint, isRefused: Bool, _ context: Context) async throws
        -> PosterPage
    {
        let copies = printed.posters.flatMap { Array(repeating: $0, count: printed.format.postersASheet) }
        return PosterPage(
            shopName: shop.name, shopLink: context.link(.shop(shop)),
            lead: context.say("poster.lead"),
            choice: try await printed.choice(copies[...], isRefused: isRefused, context),
            errors: isRefused ? [AddressWarning.refusal(context)] : [])
    }

    private static func all(_ form: Form, _ context: Context) throws -> PosterPrint {
        let directory = try DirectorySnapshot.current(context)
        let street = directory.streets.choice((form[PosterForm.street.name] ?? "").trimmed)?.slug ?? ""
        let lines = directory.shops(onStreet: street)
        let medium = form[PosterForm.medium.name].flatMap(EntryPoint.Medium.init) ?? .counter
        let codes = try context.read { try EntryPoint.codes(of: lines.map(\.code), on: medium, in: $0) }
        return PosterPrint(
            lines.compactMap { line in
                codes[line.code].map { code in
                    PosterText(
                        name: line.name, trade: line.trade, code: line.code, counter: code, photo: line.photo, context)
                }
            }, format(form), street: street, on: medium, words: .ofShops(context), at: .posters,
            pdf: .postersPDF, context)
    }

    private static func list(_ printed: PosterPrint, isRefused: Bool, _ context: Context) async throws
        -> PosterListPage
    {
        let pages = Pagination(
            context.query["page"].flatMap { Int($0) }, of: printed.posters.count, size: postersAPage
        ) { context.link(printed.link(.posters, page: $0)) }
        return PosterListPage(
            shopCount: printed.posters.count,
            streetOptions: try DirectorySnapshot.current(context).streets.options(choosing: printed.street),
            media: try media(chosen: printed.medium, context), format: printed.format,
            choice: try await printed.choice(printed.posters[pages.rows], isRefused: isRefused, context),
            pages: pages, errors: isRefused ? [AddressWarning.refusal(context)] : [])
    }

    /// The media that codes of shops are on, the counter first.
    private static func media(chosen: EntryPoint.Medium, _ context: Context) throws -> [FormOption] {
        let known = try context.read { try EntryPoint.mediaOfShops(in: $0) }
        return EntryPoint.Medium.allCases.filter { $0 == .counter || $0 == chosen || known.contains($0) }.map {
            FormOption(value: $0.rawValue, text: $0.name(context), isChosen: $0 == chosen)
        }
    }
}
