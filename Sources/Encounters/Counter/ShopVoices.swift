import HTMLTemplate
import SQLite
import Shell
import Shops
import Web

/// The published feelings and reviews of a shop, on its public page.
package struct ShopVoices: PageModel {
    /// Answers on phones, then those at the kiosk; only published ones.
    package let groups: [Group]
    /// When the figures were made and how many encounters were recorded since.
    package let note: String
    package let reviews: [ReviewWords]
    let reviewCount: Int
    package let pages: Pagination

    /// The published feelings of one source.
    package struct Group: PageModel {
        let source: Encounter.Source
        package let answers: Int
        let feelings: [Tally]

        package static let fields: [Field<Group>] = [
            .flag("isKiosk") { $0.source == .kiosk }, .number("answers") { $0.answers },
            .list("feelings") { $0.feelings },
        ]
    }

    /// The number of answers for one face.
    struct Tally: PageModel {
        package let face: Int
        package let label: String
        package let count: Int
        package let percent: Int

        package static let fields: [Field<Tally>] = [
            .flag("is1") { $0.face == 1 }, .flag("is2") { $0.face == 2 }, .flag("is3") { $0.face == 3 },
            .flag("is4") { $0.face == 4 }, .flag("is5") { $0.face == 5 }, .text("label") { $0.label },
            .number("tallied") { $0.count }, .plainNumber("percent") { $0.percent },
        ]
    }

    package static let fields: [Field<ShopVoices>] = [
        .list("groups") { $0.groups }, .flag("hasFigures") { !$0.groups.isEmpty },
        .text("figuresNote") { $0.note }, .list("reviews") { $0.reviews },
        .number("reviewCount") { $0.reviewCount }, .one("pages") { $0.pages.ifLong },
    ]

    /// The feelings and reviews of `shop`, with the page of reviews that the request names.
    package static func of(_ shop: Shop, _ context: Context) throws -> ShopVoices {
        return try context.read { db in
            let groups = try Encounter.Source.ofVisitors.compactMap { source in
                try group(source, ShopFeelings.shown(of: shop.id, from: source, in: db), context)
            }
            let total = try Review.publishedCount(of: shop.id, in: db)
            let pages = Pagination(context.query["avis"].flatMap { Int($0) }, of: total, size: Review.aPage) { page in
                context.link(Link.shop(shop).adding("avis", page == 1 ? nil : String(page)).at(fragment: "avis"))
            }
            let reviews = try Review.published(of: shop.id, pages.rows, in: db)
            return ShopVoices(
                groups: groups, note: try FiguresNote.shop(shop.id, context, in: db),
                reviews: reviews.map { ReviewWords($0, context) },
                reviewCount: total, pages: pages)
        }
    }

    /// The five counts, best first; nil while nothing is published.
    private static func group(_ source: Encounter.Source, _ shown: ShopFeelings, _ context: Context) -> Group? {
        guard shown.total >= source.threshold else { return nil }
        let feelings = (1...5).reversed().map { face in
            Tally(
                face: face, label: context.say("face.\(face)"), count: shown.counts[face - 1],
                percent: shown.counts[face - 1] * 100 / shown.total)
        }
        return Group(source: source, answers: shown.total, feelings: feelings)
    }
}
