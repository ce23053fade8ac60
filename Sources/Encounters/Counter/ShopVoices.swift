import HTMLTemplate
import SQLite
import Web

/// What visitors say of a shop, on its public page: counted feelings from five up, published reviews with both dates.
struct ShopVoices: PageModel {
    let feelings: [Tally]
    let answers: Int
    let reviews: [ReviewWords]
    let reviewCount: Int
    let pages: Pagination

    /// How many chose one face.
    struct Tally: PageModel {
        let face: Int
        let label: String
        let count: Int
        let percent: Int

        static let fields: [Field<Tally>] = [
            .flag("is1") { $0.face == 1 }, .flag("is2") { $0.face == 2 }, .flag("is3") { $0.face == 3 },
            .flag("is4") { $0.face == 4 }, .flag("is5") { $0.face == 5 }, .text("label") { $0.label },
            .number("tallied") { $0.count }, .plainNumber("percent") { $0.percent },
        ]
    }

    static let fields: [Field<ShopVoices>] = [
        .list("feelings") { $0.feelings }, .flag("hasFigures") { !$0.feelings.isEmpty },
        .number("answers") { $0.answers }, .list("reviews") { $0.reviews },
        .number("reviewCount") { $0.reviewCount }, .one("pages") { $0.pages.ifLong },
    ]

    /// What is public about `shop`.
    static func of(_ shop: Shop, _ context: Context) throws -> ShopVoices {
        return try context.read { db in
            let counts = try ShopFeelings.counts(of: shop.id, in: db)
            let total = try Review.publishedCount(of: shop.id, in: db)
            let pages = Pagination(context.query["avis"].flatMap { Int($0) }, of: total, size: Review.aPage) { page in
                context.link(shop.path) + (page == 1 ? "" : "?avis=\(page)") + "#avis"
            }
            let reviews = try Review.published(of: shop.id, pages.rows, in: db)
            return ShopVoices(
                feelings: tallies(counts, context), answers: counts.reduce(0, +),
                reviews: reviews.map { ReviewWords($0, context) }, reviewCount: total, pages: pages)
        }
    }

    /// The five counts, best first; none below the threshold, so that nobody is read out of a figure.
    private static func tallies(_ counts: [Int], _ context: Context) -> [Tally] {
        let total = counts.reduce(0, +)
        guard total >= SiteLimits.feelingThreshold else { return [] }
        return (1...5).reversed().map { face in
            Tally(
                face: face, label: context.say("face.\(face)"), count: counts[face - 1],
                percent: counts[face - 1] * 100 / total)
        }
    }
}

/// The counted feelings of one shop.
enum ShopFeelings {
    /// What is counted, and what came since.
    static let sql = """
        SELECT feeling, encounters FROM shop_feeling WHERE shop_id = ?1 AND feeling BETWEEN 1 AND 5
        UNION ALL
        SELECT feeling, 1 FROM encounter WHERE \(ShopCounts.uncounted) AND feeling BETWEEN 1 AND 5
        """

    /// How many chose each face, 1 to 5.
    static func counts(of shop: Shop.ID, in db: Reader) throws -> [Int] {
        var counts = [0, 0, 0, 0, 0]
        try db.forEach(sql, shop) { row in counts[row.int(0) - 1] += row.count(1) }
        return counts
    }
}
