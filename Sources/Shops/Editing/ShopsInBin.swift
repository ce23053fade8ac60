import Base
import SQLite
import Shell

extension Shop {
    /// A removed shop waits thirty days in the bin; then it is deleted with all that belongs to it. One that owes a
    /// share of a project stays: the sums of the others would no longer add up.
    static let removedRule = RetentionRule(
        "removedShops", table: "shop", term: SiteLimits.bin,
        sql: [
            Erasure.noting(.shop, in: "shop", code: "code", ids: removedIDs, term: SiteLimits.bin),
            "DELETE FROM shop_search WHERE rowid IN (\(removedIDs))",
            "DELETE FROM shop WHERE id IN (\(removedIDs))",
        ])

    private static let removedIDs = """
        SELECT id FROM shop WHERE removed_at IS NOT NULL AND removed_at <= ?1
           AND NOT EXISTS (SELECT 1 FROM division_share WHERE shop_id = shop.id) ORDER BY removed_at LIMIT ?2
        """

    /// The removed shops, the latest first.
    static func removed(_ member: Member, _ context: Context, in db: Reader) throws -> [Removed] {
        guard member.may(.readRemovedShops) else { return [] }
        return try db.rows(
            """
            SELECT code, name, address, removed_at FROM shop INDEXED BY shop_removed
             WHERE removed_at IS NOT NULL ORDER BY removed_at DESC LIMIT ?1
            """, SiteLimits.binRows
        ) { row in
            let (removedAt, address) = (row.instant(3), row.text(2))
            return Removed(
                context.say("bin.shop"), row.text(1) + (address.isEmpty ? "" : ", " + address), removedAt: removedAt,
                until: removedAt + SiteLimits.bin,
                restore: member.may(.manageShops) ? .restoreShop(ShopCode(row.text(0))) : nil)
        }
    }

    /// Deletes from a restored file the shops that were deleted since the backup.
    static func repeatDeletions(in db: Writer) throws {
        try db.run(
            """
            DELETE FROM shop_search
             WHERE rowid IN (SELECT id FROM shop JOIN erasure ON public_id = code WHERE kind = ?1)
            """, Erasure.Kind.shop)
        try db.run("DELETE FROM shop WHERE code IN (SELECT public_id FROM erasure WHERE kind = ?1)", Erasure.Kind.shop)
    }
}
