import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import Web

/// A visitor looks for what the shop does not have: the neighbours that may have it, and a slip with the way.
package enum NeighbourHandlers {
    /// The most shops on the page.
    private static let most = 12

    /// The shops that offer what `?q=` names, those open now first; without `q`, the next shops of the street.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let shop = try CounterHandlers.shop(context)
        let words = String((context.query["q"] ?? "").trimmed.prefix(DirectoryQuery.wordsLimit))
        let directory = try DirectorySnapshot.current(context)
        guard let own = directory.line(shop.id) else { throw Failure.notFound }
        let found =
            words.isEmpty
            ? directory.neighbours(ofShop: shop.code, most: 6)
            : try directory.offering(words, besides: own, most: most, in: context.loop.reader)
        let status = directory.statuses(context)
        let code = ShopCode(shop.code)
        let sums = try context.read { try NeighbourSlip.sums(of: shop.id, until: context.now.local.day, in: $0) }
        return try context.render(
            NeighboursPage(
                shopName: shop.name, back: context.link(.counter(at: code)),
                action: context.link(.neighbours(of: code)), words: words,
                rows: found.map { line in
                    NeighboursPage.Row(
                        name: line.name, trade: line.trade, address: line.address, status: status(line),
                        isOpen: line.isOpen, way: directory.way(from: own, to: line).words(context),
                        action: context.link(.slip(from: code, to: ShopCode(line.code))))
                }, given: sums.given, received: sums.received))
    }

    /// Counts a slip for a neighbour: 303 to it; 404 for a shop that is not in the directory, or is the shop itself.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, _, neighbour, _) = try places(context)
        let day = LocalTime(day: context.now.local.day, minute: 0).instant
        try await context.write { try NeighbourSlip.add(from: shop.id, to: neighbour.id, on: day, in: $0) }
        return context.seeOther(.slip(from: ShopCode(shop.code), to: ShopCode(neighbour.code)))
    }

    /// The slip, to show or print. Counts nothing.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (shop, own, neighbour, directory) = try places(context)
        let page = context.absolute(.shop(name: neighbour.name, code: neighbour.code))
        return try context.render(
            SlipPage(
                shopName: shop.name, back: context.link(.neighbours(of: ShopCode(shop.code))),
                counter: context.link(.counter(at: ShopCode(shop.code))),
                name: neighbour.name, trade: neighbour.trade, address: neighbour.address,
                status: directory.statuses(context)(neighbour), isOpen: neighbour.isOpen,
                way: directory.way(from: own, to: neighbour).words(context),
                map: directory.position(of: neighbour.id).map(directory.map(of:)).flatMap { $0.isEmpty ? nil : $0 },
                code: QRCode.svg(page, label: context.say("counter.slip.qr", ["shop": neighbour.name])) ?? ""))
    }

    /// The shop of the counter, its line in the directory, that of the neighbour, and the directory.
    private static func places(
        _ context: Context
    ) throws -> (Shop, DirectorySnapshot.Line, DirectorySnapshot.Line, DirectorySnapshot) {
        let shop = try CounterHandlers.shop(context)
        let other = try context.read { try Shop.find(context.parameter("neighbour"), in: $0) }
        let directory = try DirectorySnapshot.current(context)
        guard let other, other.id != shop.id, let own = directory.line(shop.id),
            let neighbour = directory.line(other.id)
        else { throw Failure.notFound }
        return (shop, own, neighbour, directory)
    }
}

extension Way {
    /// «À 180 m, 4 minutes à pied.», «Dans la même rue.»; nil when neither is known.
    func words(_ context: Context) -> String? {
        guard let metres, let minutes else { return isSameStreet ? context.say("counter.way.street") : nil }
        return context.say("counter.way", count: minutes, ["metres": context.language.number(metres)])
    }
}

/// The neighbours that have what a visitor looks for.
struct NeighboursPage: Page {
    static let template = "counter/neighbours"
    let shopName: String
    let back: String
    let action: String
    let words: String
    let rows: [Row]
    /// Slips of the last `NeighbourSlip.days` days: given for neighbours, and received from them.
    let given: Int
    let received: Int
    let section = Section.counter

    struct Row: PageModel {
        let name: String
        let trade: String
        let address: String
        let status: String?
        let isOpen: Bool
        let way: String?
        let action: String

        static let fields: [Field<Row>] = [
            .text("name") { $0.name }, .text("trade") { $0.trade }, .optionalText("address") { $0.address.ifFilled },
            .optionalText("status") { $0.status }, .flag("isOpen") { $0.isOpen }, .optionalText("way") { $0.way },
            .text("sendAction") { $0.action },
        ]
    }

    static let fields: [Field<NeighboursPage>] = [
        .text("shopName") { $0.shopName }, .text("back") { $0.back }, .text("neighboursLink") { $0.action },
        .text("typed") { $0.words }, .flag("isSearched") { !$0.words.isEmpty }, .list("rows") { $0.rows },
        .flag("hasRows") { !$0.rows.isEmpty }, .plainNumber("wordsLimit") { _ in DirectoryQuery.wordsLimit },
        .flag("hasGiven") { $0.given > 0 }, .flag("hasReceived") { $0.received > 0 },
        .number("given") { $0.given }, .number("received") { $0.received },
    ]
}

/// A slip that a visitor takes along, on paper or as a photo of the screen.
struct SlipPage: Page {
    static let template = "counter/slip"
    let shopName: String
    let back: String
    let counter: String
    let name: String
    let trade: String
    let address: String
    let status: String?
    let isOpen: Bool
    let way: String?
    let map: String?
    /// The code of the public page of the shop, to scan.
    let code: HTML
    let section = Section.counter

    static let fields: [Field<SlipPage>] = [
        .text("shopName") { $0.shopName }, .text("back") { $0.back }, .text("counterLink") { $0.counter },
        .text("name") { $0.name }, .text("trade") { $0.trade }, .optionalText("address") { $0.address.ifFilled },
        .optionalText("status") { $0.status }, .flag("isOpen") { $0.isOpen }, .optionalText("way") { $0.way },
        .optionalText("mapLink") { $0.map }, .html("qr") { $0.code },
    ]
}

extension String {
    /// The text; nil when it is empty.
    fileprivate var ifFilled: String? { isEmpty ? nil : self }
}
