import Base
import Synchronization

/// The taps of the last minutes, so that one tap is one answer: a double tap, a reload, and a form sent again after its
/// response was lost lead to the same page.
///
/// Stored in memory only and shared by the loops of the process; a second process on the same file has its own. The key
/// of the hashes is drawn at start. When the table is full the oldest taps are forgotten, and a repeat of one is a
/// new answer.
package final class RecentTaps: Sendable {
    /// The identity of a tap.
    package struct Tap: Sendable {
        /// The same face, shop, network, browser and page: the same tap for `SiteLimits.sameTap`. Nil when limits are
        /// off.
        let same: Int?
        /// The random number of the page, which may change its answer while the change code lasts. Nil without
        /// JavaScript.
        let page: Int?
    }

    private struct Answer {
        let code: Secret
        /// Whether its commit has ended.
        var isDurable = false
    }

    private struct State {
        var same = ExpiringTable<Answer>(seconds: SiteLimits.sameTap, capacity: SiteLimits.recentTaps)
        var pages = ExpiringTable<Answer>(seconds: SiteLimits.changeCode, capacity: SiteLimits.recentTaps)
    }

    /// Bytes of a page's number: a UUID has 36.
    private static let pageBytes = 16...64

    private let isOn: Bool
    private let hash: KeyedHash
    private let clock: RateLimits.SteadyClock
    private let state = Mutex(State())

    init(isOn: Bool, _ randomness: Randomness, clock: @escaping RateLimits.SteadyClock) {
        self.isOn = isOn
        self.clock = clock
        hash = KeyedHash(randomness)
    }

    /// A tap on `face` at a shop. The number of the page, where it sends one, is part of the tap: a person with the
    /// same phone on the same network must not receive the change code of another’s answer.
    /// - Parameters:
    ///   - code: the printed code.
    ///   - network: `RateLimits.network(of:)` of the peer.
    ///   - browser: the fields of the request by which browsers differ.
    ///   - page: the number the page sent along; ignored when it is too short to be one.
    package func tap(face: Int, at code: String, network: String, browser: String, page: String?) -> Tap {
        let number = page.flatMap { Self.pageBytes.contains($0.utf8.count) ? $0 : nil } ?? ""
        return Tap(
            same: isOn ? hash(1, network, browser + "\n" + number + "\n" + code, number: face) : nil,
            page: number.isEmpty ? nil : hash(2, number, code))
    }

    /// The change code of the answer that this tap repeats, if that answer is on the disk; nil otherwise.
    package func durable(_ tap: Tap) -> Secret? {
        guard let same = tap.same else { return nil }
        let now = clock()
        return state.withLock { state in
            state.same.value(same, at: now).flatMap { $0.isDurable ? $0.code : nil }
        }
    }

    /// For the writer: the change codes of the answer that this tap repeats, and of the answer that its page has given.
    package func answers(to tap: Tap) -> (repeated: Secret?, given: Secret?) {
        if tap.same == nil && tap.page == nil { return (nil, nil) }
        let now = clock()
        return state.withLock { state in
            (
                tap.same.flatMap { state.same.value($0, at: now)?.code },
                tap.page.flatMap { state.pages.value($0, at: now)?.code }
            )
        }
    }

    /// The writer has recorded the answer of a tap; `replaced` is the tap on the face that the answer had before.
    package func recorded(_ tap: Tap, _ code: Secret, replacing replaced: Tap? = nil) {
        let now = clock()
        state.withLock { state in
            if let same = replaced?.same { state.same.remove(same) }
            if let same = tap.same { state.same.set(Answer(code: code), same, at: now) }
            if let page = tap.page { state.pages.set(Answer(code: code), page, at: now) }
        }
    }

    /// The answer of a tap is on the disk.
    package func confirm(_ tap: Tap) {
        guard let same = tap.same else { return }
        state.withLock { $0.same.change(same) { $0.isDurable = true } }
    }

    /// Forgets a tap: nothing was recorded for it.
    package func forget(_ tap: Tap) {
        state.withLock { state in
            if let same = tap.same { state.same.remove(same) }
            if let page = tap.page { state.pages.remove(page) }
        }
    }
}
