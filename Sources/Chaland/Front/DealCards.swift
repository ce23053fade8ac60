import Base
import Shell
import Shops

extension ThisWeek {
    /// The most bons plans on the front page.
    private static let dealsAtMost = 6

    /// The running bons plans, the soonest to end first.
    static func deals(_ context: Context) throws -> [ThisWeek] {
        let now = context.now
        return try context.read { try Deal.running(at: now, limit: dealsAtMost, in: $0) }.map { deal in
            ThisWeek(
                day: deal.details.until, time: deal.details.words(context), title: deal.shopName,
                text: deal.details.text, link: context.link(deal.shopLink),
                linkWords: context.say("front.opening.page"))
        }
    }
}
