import Base
import SQLite
import Shell

extension Review {
    /// When it was published; nil while it is not.
    package var publishedAt: Instant? { if case .published(let at) = state { at } else { nil } }
    /// When its shop last replied.
    package var answeredAt: Instant? { reply?.repliedAt }

    /// The review as published, in plain text: in full, unedited, with the dates of experience and publication (C.
    /// conso. D.111-10, ex D.111-17), and the reply of the shop.
    package func plainWords(_ context: Context) -> String {
        let words = ReviewWords(self, context)
        var dates = context.say("review.visited") + " " + words.visitedOn
        if let published = words.publishedOn { dates += " – " + context.say("review.publishedOn") + " " + published }
        let answer = words.reply.map { reply in
            context.say("review.replyOf") + ", " + context.say("review.replyOn") + " " + reply.date + "\n" + reply.text
        }
        let about = [words.purchase, dates].compactMap(\.self).joined(separator: " · ")
        return ([words.text, about] + [answer].compactMap(\.self)).joined(separator: "\n\n")
    }
}
