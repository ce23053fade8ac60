import Base
import Shell
import HTMLTemplate
import HTTP
import Web

package enum PosterHandlers {
    /// Posters on one page of the list: ten sheets of small ones, a stack of forty large ones; about 400 KB of HTML.
    private static let postersAPage = 40

    /// The poster of one shop: a large one, or four small ones on a sheet (counter, window, tills). 404 for a member
    /// who may not print it.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let found = try context.read { db -> (Shop, String)? in
            guard let shop = try Shop.find(context.parameter("shop"), where: member, may: .printPosters, in: db) else {
                return nil
            }
            return (shop, try EntryPoint.counter(of: shop.id, in: db) ?? shop.code)
        }
        guard let (shop, code) = found else { throw Failure.notFound }
        let format = format(context)
        let poster = try await posters([PosterShop(name: shop.name, code: code)], context)
        let link = Link.poster(of: ShopCode(shop.code))
        return try context.render(
            PosterPage(
                shopName: shop.name, shopLink: context.link(.shop(shop)),
                sheets: PosterSheets(
                    format: format, posters: Array(repeating: poster, count: format.postersASheet).flatMap(\.self),
                    a4Link: context.link(link), a6Link: context.link(link.adding("format", Poster.Format.a6.rawValue))))
        )
    }

    /// The posters of all shops, or of one street, by name.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let format = format(context)
        let directory = try DirectorySnapshot.current(context)
        let street = directory.streets.choice((context.query["rue"] ?? "").trimmed)?.slug ?? ""
        func link(_ format: Poster.Format, _ page: Int) -> String {
            let pairs = [
                (name: "format", value: format.rawValue), (name: "rue", value: street),
                (name: "page", value: page > 1 ? String(page) : ""),
            ]
            return context.link(Link.posters.adding(QueryString(pairs)))
        }
        let found = directory.shops(onStreet: street)
        let pages = Pagination(context.query["page"].flatMap { Int($0) }, of: found.count, size: postersAPage) {
            link(format, $0)
        }
        let lines = found[pages.rows]
        let counters = try context.read { try EntryPoint.counters(of: lines.map(\.code), in: $0) }
        let shops = lines.map { PosterShop(name: $0.name, code: counters[$0.code] ?? $0.code) }
        return try context.render(
            PosterListPage(
                shopCount: found.count, first: pages.rows.lowerBound + 1, last: pages.rows.upperBound,
                streetOptions: directory.streets.options(choosing: street), format: format,
                sheets: PosterSheets(
                    format: format, posters: try await posters(shops, context), a4Link: link(.a4, pages.page),
                    a6Link: link(.a6, pages.page)),
                pages: pages))
    }

    private static func format(_ context: Context) -> Poster.Format {
        context.query["format"].flatMap(Poster.Format.init(rawValue:)) ?? .a4
    }

    /// Draws the QR codes off the loop, about 0.3 ms each.
    private static func posters(_ shops: [PosterShop], _ context: Context) async throws -> [Poster] {
        let jobs = shops.map { shop in
            (shop: shop, url: context.absolute(shop.link), label: context.say("poster.qr", ["shop": shop.name]))
        }
        return try await context.offload(.pages) {
            jobs.map { job in
                let address = job.url.split(separator: "/", omittingEmptySubsequences: true).dropFirst()
                return Poster(
                    name: job.shop.name, code: QRCode.svg(job.url, label: job.label) ?? "",
                    address: address.joined(separator: "/"))
            }
        }
    }
}
