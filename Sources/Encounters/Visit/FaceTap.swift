import Base
import HTTP
import SQLite
import Shell
import Shops
import Synchronization

/// A tap on one of the five faces of a shop, before it is recorded as an answer.
///
/// The same face from the same network, browser and page within 30 seconds is the same tap. Another face from a page
/// that has given an answer changes that answer, if the page sends its number along. Every other tap is a new answer,
/// counted or held by the shares of its network and of the shop.
struct FaceTap: Sendable {
    /// The printed code.
    let code: String
    let feeling: Feeling
    private let address: String
    private let browser: String
    private let page: String?

    /// The share that a tap has taken. The writer runs a write again when another write of its group fails: the tap
    /// takes its share once.
    private final class Share: Sendable {
        private let verdict = Mutex<TapShares.Verdict?>(nil)

        func once(_ take: () throws -> TapShares.Verdict) rethrows -> TapShares.Verdict {
            if let taken = verdict.withLock({ $0 }) { return taken }
            let taken = try take()
            verdict.withLock { $0 = taken }
            return taken
        }
    }

    /// - Parameter page: the number that the page sent along.
    init(_ feeling: Feeling, at code: String, page: String?, _ request: Request) {
        (self.code, self.feeling, self.page) = (code, feeling, page)
        address = request.peer
        browser = (request[.userAgent] ?? "") + "\n" + (request[.acceptLanguage] ?? "")
    }

    /// Records the tap: durable when this returns.
    /// - Returns: the change code of its answer; nil when the code leads to no shop.
    /// - Throws: `Failure.tooMany` when the tap would be held and the limit of held taps is reached; `Failure.busy`
    ///   when the answers it seems to repeat are withdrawn again and again meanwhile.
    func record(_ context: Context) async throws -> Secret? {
        let taps = context.site.recentTaps
        let tap = identity(feeling, taps)
        if let code = taps.durable(tap), try isOpen(code, at: context.now, context) { return code }
        do {
            let code = try await write(tap, context)
            if code != nil { taps.confirm(tap) }
            return code
        } catch {
            taps.forget(tap)
            throw error
        }
    }

    /// Whether the answer of a change code still has this face: it may have been changed or withdrawn on its page.
    private func isOpen(_ code: Secret, at now: Instant, _ context: Context) throws -> Bool {
        try context.read { try OpenEncounter.find(code, at: now, in: $0) }?.feeling == feeling.rawValue
    }

    private func identity(_ feeling: Feeling, _ taps: RecentTaps) -> RecentTaps.Tap {
        taps.tap(
            face: feeling.rawValue, at: code, network: RateLimits.network(of: address), browser: browser, page: page)
    }

    /// The writer is one thread: whatever an earlier tap recorded is visible to the next.
    private func write(_ tap: RecentTaps.Tap, _ context: Context) async throws -> Secret? {
        let (taps, shares) = (context.site.recentTaps, context.site.tapShares)
        let (randomness, now) = (context.site.randomness, context.now)
        let share = Share()
        return try await context.write { db in
            let answers = taps.answers(to: tap)
            if let code = answers.repeated, try OpenEncounter.find(code, at: now, in: db)?.feeling == feeling.rawValue {
                return code
            }
            if let code = answers.given, let answer = try OpenEncounter.find(code, at: now, in: db) {
                try answer.change(to: feeling, at: now, in: db)
                taps.recorded(tap, code, replacing: Feeling(answer.feeling).map { identity($0, taps) })
                return code
            }
            guard let place = try NewEncounter.Place.find(code, at: now, in: db) else { return nil }
            let verdict = try share.once { try take(at: place.shop, shares, now.local.day, in: db) }
            let recorded = try encounter(verdict).insert(at: place, at: now, randomness, in: db)
            taps.recorded(tap, recorded)
            return recorded
        }
    }

    /// Takes the tap's share of today.
    private func take(at shop: Shop.ID, _ shares: TapShares, _ today: Day, in db: Reader) throws -> TapShares.Verdict {
        try shares.take(
            at: shop.rawValue, from: address, on: today,
            counted: { try Encounter.countedTaps(at: shop, on: today, in: db) },
            held: { try Encounter.heldTaps(in: db) })
    }

    private func encounter(_ verdict: TapShares.Verdict) throws -> NewEncounter {
        switch verdict {
        case .counted(let isFirst): encounter(isHeld: false, isFirst: isFirst)
        case .held(let isFirst): encounter(isHeld: true, isFirst: isFirst)
        case .refused: throw Failure.tooMany(seconds: .hours(1))
        }
    }

    private func encounter(isHeld: Bool, isFirst: Bool) -> NewEncounter {
        NewEncounter(
            source: .visitor, feeling: feeling.rawValue, isHeld: isHeld, isFirst: isFirst, entryCode: code)
    }
}

extension Encounter {
    /// The counted answers of visitors at a shop on a day.
    static func countedTaps(at shop: Shop.ID, on day: Day, in db: Reader) throws -> Int {
        try db.first(
            """
            SELECT count(*) FROM encounter INDEXED BY encounter_by_shop
             WHERE shop_id = ?1 AND met_at >= ?2 AND source = 'visitor' AND held_at IS NULL AND withdrawn_at IS NULL
            """, shop, LocalTime(day: day, minute: 0).instant
        ) { $0.int(0) } ?? 0
    }

    /// The held answers of each shop, those of its kiosks left out.
    static func heldTaps(in db: Reader) throws -> [Int: Int] {
        let rows = try db.rows(
            """
            SELECT shop_id, count(*) FROM encounter INDEXED BY encounter_held
             WHERE held_at IS NOT NULL AND withdrawn_at IS NULL AND source = 'visitor' GROUP BY shop_id
            """
        ) { ($0.int(0), $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
