import Base
import SQLite
import Shell

/// What the shops have committed to a project against what it needs.
struct CallFigures: Sendable, Equatable {
    /// In cents.
    let committed: Int
    /// In cents; 0 where each shop pays the price of its tier.
    let needed: Int
    let closesAt: Instant
    let isFrozen: Bool
    let isReached: Bool

    /// Days before its deadline from which a call that is not met is a risk.
    private static let noticeDays = 7

    /// Nil without a call for pledges. After its deadline, the amounts that the shops owe by the latest division.
    static func of(_ project: Project.ID, in db: Reader) throws -> CallFigures? {
        guard let state = try CallState.latest(of: project, in: db) else { return nil }
        let call = state.call
        let division = call.isReached ? try Division.latest(of: call.id, in: db) : nil
        let owed = division.map { $0.shares.reduce(0) { $0 + $1.cents } }
        return CallFigures(
            committed: owed ?? (state.shares?.total ?? 0) + state.gifts,
            needed: call.terms.total == 0 ? 0 : owed ?? call.terms.total, closesAt: call.closesAt,
            isFrozen: call.frozenAt != nil, isReached: call.isReached)
    }

    /// «350 € engagés sur 1 000 €».
    func words(_ context: Context) -> String {
        let amount = context.language.money(Money(cents: committed))
        return needed == 0
            ? context.say("portfolio.committed", ["amount": amount])
            : context.say(
                "portfolio.committed.of",
                ["amount": amount, "needed": context.language.money(Money(cents: needed))])
    }

    func risks(_ context: Context) -> [String] {
        if isFrozen { return isReached ? [] : [context.say("portfolio.missed")] }
        guard committed < max(needed, 1), closesAt < context.now + .days(Self.noticeDays) else { return [] }
        return [context.say("portfolio.closing", ["date": context.language.date(closesAt.local.day)])]
    }
}
