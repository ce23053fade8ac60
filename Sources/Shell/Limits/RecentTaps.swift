import Base
import Synchronization

/// The taps of the last minutes, so that one tap is one answer: a double tap, a reload, and a form sent again after its
/// response was lost lead to the same page.
///
/// Stored in memory only and shared by the loops of the process; a second process on the same file has its own. The key
/// of the hashes is drawn at start. When the table is full the oldest taps are forgotten, and a repeat of one is a
/// new answer.
package final class RecentTaps: Sendable {
    /// What identifies a tap.
    package struct Tap: Sendable {
        /// The same face, shop, network, browser and page: the same tap for `SiteLimits.sameTap`. Nil when limits are
        /// off.
        let same: Int?
        /// The random number of the page, which may change its answer while the change code lasts. Nil without
        /// JavaScript.
        let page: Int?
    }

    /// The result of `recognise`.
    package enum Recognition: Sendable {
        /// A new answer. `recorded` or `forget` must follow.
        case new
        /// Perhaps an answer being recorded, or another face tapped on a page that has answered: the writer decides.
        case known
        /// A tap whose answer is on the disk, under this change code.
        case repeated(Secret)
    }

    private struct Answer {
        /// Nil until the writer has recorded it.
        var code: Secret?
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

    /// A tap on `face` at a shop. Two pages never send the same tap: a person with the same phone on the same network
    /// must not receive the change code of another’s answer.
    /// - Parameters:
    ///   - network: `RateLimits.network(of:)` of the peer.
    ///   - browser: the fields of the request by which browsers differ.
    ///   - page: the number the page sent along; ignored when it is too short to be one.
    package func tap(face: Int, at shop: Int, network: String, browser: String, page: String?) -> Tap {
        let number = page.flatMap { Self.pageBytes.contains($0.utf8.count) ? $0 : nil } ?? ""
        return Tap(
            same: isOn ? hash(1, network, browser + "\n" + number, number: shop &* 8 &+ face) : nil,
            page: number.isEmpty ? nil : hash(2, number, number: shop))
    }

    /// Recognises a tap, and remembers a new one as under way.
    package func recognise(_ tap: Tap) -> Recognition {
        let now = clock()
        return state.withLock { state in
            if let same = tap.same, let answer = state.same.value(same, at: now) {
                guard answer.isDurable, let code = answer.code else { return .known }
                return .repeated(code)
            }
            if let page = tap.page, state.pages.value(page, at: now) != nil { return .known }
            if let same = tap.same { state.same.set(Answer(), same, at: now) }
            if let page = tap.page { state.pages.set(Answer(), page, at: now) }
            return .new
        }
    }

    /// The change code of the answer that this tap repeats; nil when none is recorded. For the writer.
    package func repeated(by tap: Tap) -> Secret? {
        tap.same.flatMap { same in state.withLock { $0.same.value(same, at: clock())?.code } }
    }

    /// The change code of the answer that this page has given; nil when none is recorded. For the writer.
    package func given(by tap: Tap) -> Secret? {
        tap.page.flatMap { page in state.withLock { $0.pages.value(page, at: clock())?.code } }
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

    /// The answer of a tap was changed or withdrawn on its page: from now on the same tap does not repeat it.
    package func forgetRepeats(of tap: Tap) {
        guard let same = tap.same else { return }
        state.withLock { $0.same.remove(same) }
    }

    /// Forgets a tap: nothing was recorded for it, or its answer is gone.
    package func forget(_ tap: Tap) {
        state.withLock { state in
            if let same = tap.same { state.same.remove(same) }
            if let page = tap.page { state.pages.remove(page) }
        }
    }
}
