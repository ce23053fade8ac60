import Synchronization
import Web

/// How often one thing may be tried. Shared by all loops; asked only where something is written or a password is tried.
final class RateLimits: Sendable {
    /// What is counted, each with the tries it takes at once and the seconds after which one more is allowed.
    enum Kind {
        /// Signing in to one account from one address: five tries, then one a minute.
        case accountFromAddress
        /// Signing in to one account from anywhere: slows guessing without locking the president out.
        case account
        /// Signing in from one address to anything.
        case address
        /// Feelings from one address at one shop. Past it they are held, not refused: a whole market shares one address.
        case feelingsFromAddress
        /// Feelings at one shop from anywhere.
        case feelingsAtShop
        /// Trying codes and links that do not exist.
        case guesses
        /// Reviews from one address.
        case reviewsFromAddress

        var burst: Double {
            switch self {
            case .accountFromAddress: 5
            case .account: 15
            case .address: 20
            case .feelingsFromAddress: 30
            case .feelingsAtShop: 240
            case .guesses: 30
            case .reviewsFromAddress: 10
            }
        }

        var secondsEach: Double {
            switch self {
            case .accountFromAddress: 60
            case .account: 10
            case .address: 15
            case .feelingsFromAddress: 10
            case .feelingsAtShop: 0.5
            case .guesses: 10
            case .reviewsFromAddress: 120
            }
        }
    }

    let isOn: Bool
    private let buckets = Mutex<[Kind: RateLimiter]>([:])

    init(isOn: Bool) { self.isOn = isOn }

    /// Takes one try. Gives nil when it is allowed, else the seconds until it would be.
    func take(_ kind: Kind, _ key: String, at now: Instant) -> Int? {
        guard isOn else { return nil }
        return buckets.withLock { buckets in
            buckets[kind, default: RateLimiter(burst: kind.burst, secondsEach: kind.secondsEach, capacity: 10_000)]
                .take(key, at: now.seconds)
        }
    }
}
