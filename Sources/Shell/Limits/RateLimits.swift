import HTTP
import Web

/// Rate limits. Shared by all loops; used only where something is written, a password is tried, or an answer is
/// expensive.
package final class RateLimits: Sendable {
    /// What is counted, each with its burst and the seconds after which one more try is allowed.
    package enum Kind: Int, CaseIterable {
        /// Signing in to one account from one address: five tries, then one a minute.
        case accountFromAddress
        /// Signing in to one account from all networks, before it counts as under attack.
        case account
        /// Signing in to an account under attack from one network: a minute each, so that no member is locked out.
        case accountUnderAttack
        /// Signing in from a known device: no other browser uses up its tries.
        case knownDevice
        /// The current password, on the account page of one session.
        case passwordInSession
        /// Signing in from one address to anything.
        case address
        /// Feelings from one address at one shop. Past it they are held, not refused: a whole market shares one
        /// address.
        case feelingsFromAddress
        /// Feelings at one shop from anywhere.
        case feelingsAtShop
        /// Trying codes and links that do not exist.
        case guesses
        /// Reviews from one address.
        case reviewsFromAddress
        /// Tables for a spreadsheet, for one member: each takes a thread of the pool.
        case tables

        fileprivate func limiter(_ clock: @escaping SteadyClock) -> RateLimiter {
            switch self {
            case .accountFromAddress: RateLimiter(burst: 5, every: 60, clock: clock)
            case .account: RateLimiter(burst: 15, every: 10, clock: clock)
            case .accountUnderAttack: RateLimiter(burst: 1, every: 60, clock: clock)
            case .knownDevice, .passwordInSession: RateLimiter(burst: 10, every: 30, clock: clock)
            case .address: RateLimiter(burst: 20, every: 15, clock: clock)
            case .feelingsFromAddress: RateLimiter(burst: 30, every: 10, clock: clock)
            case .feelingsAtShop: RateLimiter(burst: 240, every: 0.5, clock: clock)
            case .guesses: RateLimiter(burst: 30, every: 10, clock: clock)
            case .reviewsFromAddress: RateLimiter(burst: 10, every: 120, clock: clock)
            case .tables: RateLimiter(burst: 10, every: 30, clock: clock)
            }
        }
    }

    /// The part of an address that one household cannot vary: all of an IPv4 address, the first 64 bits of an IPv6 one
    /// (a home has at least one /64, RFC 6177).
    package static func network(of address: String) -> String {
        let isSix = address.utf8.contains(UInt8(ascii: ":")) && !address.utf8.contains(UInt8(ascii: "."))
        guard isSix else { return address }
        let sides = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":") }
        guard sides.count == 2 else { return sides[0].prefix(4).joined(separator: ":") }
        let zeros = Array(repeating: Substring("0"), count: max(0, 8 - sides[0].count - sides[1].count))
        return (sides[0] + zeros + sides[1]).prefix(4).joined(separator: ":")
    }

    /// Monotonic nanoseconds: setting the wall clock changes no limit.
    package typealias SteadyClock = @Sendable () -> UInt64

    let isOn: Bool
    /// Indexed by `Kind.rawValue`.
    private let limiters: [RateLimiter]

    package init(isOn: Bool, clock: @escaping SteadyClock) {
        self.isOn = isOn
        limiters = Kind.allCases.map { $0.limiter(clock) }
    }

    /// Takes one try. Returns nil when it is allowed, else the seconds until the next is.
    package func take(_ kind: Kind, _ key: @autoclosure () -> String, _ part: String = "") -> Int? {
        guard isOn, case .wait(let seconds) = limiters[kind.rawValue].take(key(), part) else { return nil }
        return seconds
    }
}
