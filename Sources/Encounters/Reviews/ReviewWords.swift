import Base
import HTMLTemplate
import Shell

/// A review as published: in full, unedited, with the dates of experience and publication (C. conso. D.111-10, ex
/// D.111-17).
package struct ReviewWords: PageModel {
    let pseudonym: String
    let text: String
    let purchase: String?
    let visitedOn: String
    let visitedMachine: String
    let publishedOn: String?
    let publishedMachine: String
    let reply: ReplyWords?

    /// The shop's reply.
    struct ReplyWords: PageModel {
        let text: String
        let date: String
        let isoDay: String

        static let fields: [Field<ReplyWords>] = [
            .text("replyText") { $0.text }, .text("replyDate") { $0.date }, .text("replyIsoDay") { $0.isoDay },
        ]
    }

    package static let fields: [Field<ReviewWords>] = [
        .text("pseudonym") { $0.pseudonym }, .text("words") { $0.text }, .optionalText("purchase") { $0.purchase },
        .text("visitedOn") { $0.visitedOn }, .text("visitedMachine") { $0.visitedMachine },
        .optionalText("publishedOn") { $0.publishedOn }, .text("publishedMachine") { $0.publishedMachine },
        .one("reply") { $0.reply },
    ]

    package init(_ review: Review, _ context: Context) {
        pseudonym = review.pseudonym
        text = review.text
        purchase = review.purchased.map { context.say($0 ? "review.bought" : "review.notBought") }
        visitedOn = context.language.date(review.experienceOn)
        visitedMachine = review.experienceOn.description
        var published: Day?
        if case .published(let at) = review.state { published = at.local.day }
        publishedOn = published.map(context.language.date)
        publishedMachine = published?.description ?? ""
        reply = review.reply.map { reply in
            ReplyWords(
                text: reply.text, date: context.language.date(reply.repliedAt.local.day),
                isoDay: reply.repliedAt.local.day.description)
        }
    }
}
