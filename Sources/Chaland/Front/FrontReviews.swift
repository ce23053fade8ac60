import Encounters
import HTMLTemplate
import Shell
import Shops

/// The review published last, and how many have a reply.
struct FrontReviews: PageModel {
    let review: ReviewWords
    let shop: String
    let slug: String
    /// «9 avis sur 10 ont une réponse»; nil below `fewest` reviews of a year, and when none has one.
    let share: String?

    static let fields: [Field<FrontReviews>] = [
        .one("review") { $0.review }, .text("shop") { $0.shop }, .text("slug") { $0.slug },
        .optionalText("share") { $0.share },
    ]

    /// The fewest reviews for which the share is shown.
    static let fewest = 10

    /// «9 avis sur 10 ont une réponse», never rounded up.
    static func share(answered: Int, of count: Int, _ context: Context) -> String? {
        guard count >= fewest else { return nil }
        if answered == count { return context.say("front.reviews.all") }
        let tenths = answered * 10 / count
        return tenths == 0 ? nil : context.say("front.reviews.share", count: tenths)
    }
}
