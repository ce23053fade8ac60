import HTTP
import Web

/// Rate limits. Shared by all loops; used only where something is written, a password is tried, or an answer is
/// expensive.
package final class RateLimits: Sendable {
    /// What is counted, each with its burst and the seconds after which one more try is allowed.
    package enum Kind: Int, CaseIterable {
        /// Signing in to one account from one network: five tries, then one a minute.
        case accountFromAddress
        /// Signing in to one account from all networks, before it counts as under attack.
        case account
        /// Signing in from one network to an account under attack: one try a minute, so that no member is locked out.
        case accountUnderAttack
        /// Signing in from a known device: no other browser uses up its tries.
        case knownDevice
        /// The current password, on the account page of one session.
        case passwordInSession
        /// Signing in from one network, to any account.
        case address
        /// Trying codes and links that do not exist.
        case guesses
        /// The code of a kiosk, on its tablet: four digits.
        case kioskCodes
        /// Answers sent to one kiosk: its address may be copied. A tablet that returns to the network sends the others
        /// one by one.
        case kioskAnswers
        /// Reviews from one network.
        case reviewsFromAddress
        /// Reports of errors from one network.
        case errorReports
        /// Requests about personal data from one network.
        case dataRequests
        /// Requests to join from one network.
        case joinRequests
        /// CSV files for one member: each occupies a thread of the pool.
        case tables
        /// Mails that test the settings, for one member.
        case mailTrials

        fileprivate func limiter(_ clock: @escaping SteadyClock) -> RateLimiter {
            switch self {
            case .accountFromAddress: RateLimiter(burst: 5, every: 60, clock: clock)
            case .account: RateLimiter(burst: 15, every: 10, clock: clock)
            case .accountUnderAttack: RateLimiter(burst: 1, every: 60, clock: clock)
            case .knownDevice, .passwordInSession: RateLimiter(burst: 10, every: 30, clock: clock)
            case .address: RateLimiter(burst: 20, every: 15, clock: clock)
            case .guesses: RateLimiter(burst: 30, every: 10, clock: clock)
            case .reviewsFromAddress, .errorReports, .dataRequests, .kioskCodes:
                RateLimiter(burst: 5, every: 300, clock: clock)
            case .kioskAnswers: RateLimiter(burst: 30, every: 2, clock: clock)
            case .joinRequests:
                // At most 200 requests wait: at this rate one network needs a month to use them up.
                RateLimiter(burst: 5, every: 4 * 3600, clock: clock)
            case .mailTrials: RateLimiter(burst: 5, every: 60, clock: clock)
            case .tables: RateLimiter(burst: 10, every: 30, clock: clock)
            }
        }
    }

    /// The network of an address, which one household or phone controls: an IPv4 address, or the /56 of an IPv6 one,
    /// the usual prefix of a home (RIPE-690).
    package static func network(of address: String) -> String {
        guard let groups = groups(of: address) else { return address }
        return (groups.prefix(3) + [groups[3] & 0xFF00]).map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The /48 of an IPv6 address, the largest prefix one customer usually has (RIPE-690); nil for IPv4.
    package static func site(of address: String) -> String? {
        groups(of: address)?.prefix(3).map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The eight groups of an IPv6 address; nil for any other.
    private static func groups(of address: String) -> [UInt16]? {
        guard address.utf8.contains(UInt8(ascii: ":")), !address.utf8.contains(UInt8(ascii: ".")) else { return nil }
        let sides = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":").map { UInt16($0, radix: 16) ?? 0 } }
        guard sides.count == 2 else { return sides[0].count == 8 ? sides[0] : nil }
        return sides[0] + Array(repeating: 0, count: max(0, 8 - sides[0].count - sides[1].count)) + sides[1]
    }

    /// Monotonic nanoseconds: setting the wall clock changes no limit.
    package typealias SteadyClock = @Sendable () -> UInt64

    /// Whether anything is limited.
    package let isOn: Bool
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

    /// A wait as a sentence says it: in whole minutes, at least one.
    package static func minutes(_ seconds: Int) -> Int { max(1, (seconds + 59) / 60) }
}

extension Context {
    /// Takes one try of the network that sent the request; throws `Failure.tooMany` over the limit.
    package func limitByNetwork(_ kind: RateLimits.Kind) throws {
        try limit(kind, by: RateLimits.network(of: request.peer))
    }

    /// Takes one try of the member; throws `Failure.tooMany` over the limit, `signInRequired` without a member.
    package func limitByMember(_ kind: RateLimits.Kind) throws {
        try limit(kind, by: String(requireMember().id.rawValue))
    }

    /// Takes one try of `key`; throws `Failure.tooMany` over the limit.
    package func limit(_ kind: RateLimits.Kind, by key: String) throws {
        if let seconds = site.limits.take(kind, key) { throw Failure.tooMany(seconds: seconds) }
    }
}
