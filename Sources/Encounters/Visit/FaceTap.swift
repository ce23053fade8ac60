import Base
import Shell
import Shops
import HTTP
import SQLite
import Web

/// A tap on one of the five faces of a shop, before it is recorded as an answer.
///
/// The same face from the same network, browser and page within 30 seconds is the same tap. Another face from a page
/// that has given an answer changes that answer, if the page sends its number along. Every other tap is a new answer,
/// counted or held by the shares of its network and of the shop.
struct FaceTap: Sendable {
    let shop: Shop.ID
    let feeling: Feeling
    private let address: String
    private let browser: String
    private let page: String?

    /// The result of the write.
    private enum Outcome: Sendable {
        case recorded(Secret)
        /// The shop has been removed.
        case noShop
        /// The answer that the tap seemed to repeat or change is withdrawn, or its change code has ended.
        case answerGone
    }

    /// - Parameter page: the number that the page sent along.
    init(_ feeling: Feeling, at shop: Shop.ID, page: String?, _ request: Request) {
        (self.shop, self.feeling, self.page) = (shop, feeling, page)
        address = request.peer
        browser = (request[.userAgent] ?? "") + "\n" + (request[.acceptLanguage] ?? "")
    }

    /// Records the tap: durable when this returns.
    /// - Returns: the change code of its answer; nil when the shop has been removed.
    /// - Throws: `Failure.tooMany` when the tap would be held and there is no more room.
    func record(_ context: Context) async throws -> Secret? {
        let taps = context.site.recentTaps
        let tap = identity(feeling, taps)
        // Repeated when the answer that the tap seemed to repeat or change has meanwhile been changed or withdrawn.
        for _ in 0..<3 {
            var verdict: TapShares.Verdict?
            switch taps.recognise(tap) {
            case .repeated(let code):
                if try stands(code, context) { return code }
                taps.forgetRepeats(of: tap)
                continue
            case .known: break
            case .new: verdict = try share(tap, context)
            }
            do {
                switch try await write(tap, verdict, context) {
                case .recorded(let code):
                    taps.confirm(tap)
                    return code
                case .noShop:
                    taps.forget(tap)
                    return nil
                case .answerGone: taps.forget(tap)
                }
            } catch {
                taps.forget(tap)
                throw error
            }
        }
        throw Failure.busy(seconds: 1)
    }

    /// Whether the answer of a change code still has this face: it may have been changed or withdrawn on its page.
    private func stands(_ code: Secret, _ context: Context) throws -> Bool {
        try context.read { try OpenEncounter.find(code, at: context.now, in: $0) }?.feeling == feeling.rawValue
    }

    private func identity(_ feeling: Feeling, _ taps: RecentTaps) -> RecentTaps.Tap {
        taps.tap(
            face: feeling.rawValue, at: shop.rawValue, network: RateLimits.network(of: address), browser: browser,
            page: page)
    }

    /// Takes the tap's share of today.
    private func share(_ tap: RecentTaps.Tap, _ context: Context) throws -> TapShares.Verdict {
        let today = context.now.local.day
        let verdict: TapShares.Verdict
        do {
            verdict = try context.site.tapShares.take(
                at: shop.rawValue, from: address, on: today,
                counted: { try context.read { try Encounter.countedTaps(at: shop, on: today, in: $0) } },
                held: { try context.read { try Encounter.heldTaps(in: $0) } })
        } catch {
            context.site.recentTaps.forget(tap)
            throw error
        }
        guard verdict != .refused else {
            context.site.recentTaps.forget(tap)
            throw Failure.tooMany(seconds: .hours(1))
        }
        return verdict
    }

    /// - Parameter verdict: nil for a tap that may only repeat or change an answer.
    private func write(
        _ tap: RecentTaps.Tap, _ verdict: TapShares.Verdict?, _ context: Context
    ) async throws -> Outcome {
        let taps = context.site.recentTaps
        let (randomness, now) = (context.site.randomness, context.now)
        return try await context.write { db in
            // The writer is one thread: whatever an earlier tap recorded is visible here.
            if let code = taps.repeated(by: tap),
                try OpenEncounter.find(code, at: now, in: db)?.feeling == feeling.rawValue
            {
                return .recorded(code)
            }
            if let code = taps.given(by: tap), let answer = try OpenEncounter.find(code, at: now, in: db) {
                try answer.change(to: feeling, at: now, in: db)
                taps.recorded(tap, code, replacing: Feeling(answer.feeling).map { identity($0, taps) })
                return .recorded(code)
            }
            guard let verdict else { return .answerGone }
            guard let code = try encounter(verdict).insert(at: shop, at: now, randomness, in: db) else {
                return .noShop
            }
            taps.recorded(tap, code)
            return .recorded(code)
        }
    }

    private func encounter(_ verdict: TapShares.Verdict) -> NewEncounter {
        switch verdict {
        case .counted(let isFirst), .held(let isFirst):
            NewEncounter(
                source: .visitor, feeling: feeling.rawValue, isHeld: verdict != .counted(isFirst: isFirst),
                isFirst: isFirst)
        case .refused: NewEncounter(source: .visitor, feeling: feeling.rawValue, isHeld: true, isFirst: false)
        }
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

    /// The held answers of each shop.
    static func heldTaps(in db: Reader) throws -> [Int: Int] {
        let rows = try db.rows(
            """
            SELECT shop_id, count(*) FROM encounter INDEXED BY encounter_held
             WHERE held_at IS NOT NULL AND withdrawn_at IS NULL GROUP BY shop_id
            """
        ) { ($0.int(0), $0.int(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
