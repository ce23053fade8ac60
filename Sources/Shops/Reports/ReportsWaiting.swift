import Base
import SQLite
import Shell

/// The lines on the homes of the people who may settle reported errors.
extension ErrorReport {
    /// Of those who may edit every shop: all shops together, leading to the shop that waits longest.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.manageShops) == true else { return [] }
        return line(try waiting(most: SiteLimits.waitingReports, in: db), count: try waitingCount(in: db), context)
    }

    /// Of a shopkeeper: those of the shop. Who may edit every shop has the line above.
    static func waiting(at place: Workplace, _ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member, member.may(.edit, place), !member.may(.manageShops) else { return [] }
        let reports = try waiting(of: place.shop, in: db)
        return line(reports, count: reports.count, context)
    }

    private static func line(_ reports: [ErrorReport], count: Int, _ context: Context) -> [Waiting] {
        guard let oldest = reports.first else { return [] }
        return [
            Waiting(
                .promised, context.say("waiting.reports", count: count), why: context.oldest(oldest.reportedAt),
                action: context.say("waiting.reports.read"),
                Link.shop(name: oldest.shopName, code: oldest.shopCode.description).at(fragment: "signalements"),
                context)
        ]
    }
}
