import Shell
import Shops

extension Feature {
    /// Reviews of visitors and the replies of shops.
    package static let reviews = Feature(
        pages: [AuthorPage.self, AuthorDataPage.self],
        fields: ReviewForm.fields + ReplyForm.fields,
        hiddenFromRobots: ["/avis/"],
        formPages: ["/boutiques/:shop/avis/:review/reponse": "/boutiques/:shop/rencontres"],
        waitingAt: { try Review.waiting(at: $0, $1, in: $2) },
        dueJobs: [ReviewNotices.job],
        personalData: [ReviewData.all],
        rebuild: { db, _ in try Review.rebuildReplies(in: db) },
        carryOver: { replaced, db, _ in try WithdrawnReviews.carryOver(from: replaced, in: db) },
        unanswered: { try Review.unansweredCount(of: $0.shop, in: $1) })
}
