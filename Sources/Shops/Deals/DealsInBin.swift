import Base
import SQLite
import Shell

extension Deal {
    /// The ended bons plans that a member may bring back, while their last day has not passed.
    static func removed(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        let deals = try db.rows(
            """
            \(selection)
             WHERE deal.ends_at > ?1 AND deal.ended_at IS NOT NULL AND shop.removed_at IS NULL
             ORDER BY deal.ends_at, deal.id LIMIT ?2
            """, context.now, SiteLimits.binRows, decode: Deal.init(row:))
        return deals.compactMap { deal in
            guard let end = deal.end, deal.isRestorable(by: member), member.may(.announceDeals, deal) else {
                return nil
            }
            let last = min(end.at + SiteLimits.bin, deal.details.endsAt)
            return Removed(
                context.say("bin.deal"), deal.details.text, removedAt: end.at, by: end.name, until: last,
                restore: .restoreDeal(deal.publicID, at: ShopCode(deal.shopCode)))
        }
    }
}

extension Deal: Scoped {
    package var scope: Scope { .shop(shop.rawValue) }
}
