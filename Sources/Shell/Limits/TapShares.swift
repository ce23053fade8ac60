import Base
import Synchronization

/// How many taps of each network and at each shop count today; further taps are held for a moderator, or refused when
/// too many are held.
///
/// Stored in memory only, as hashes, and shared by the loops of the process: after a restart counting starts at zero,
/// and a second process on the same file counts for itself.
package final class TapShares: Sendable {
    /// The outcome of a tap. `isFirst`: the first of its network at this shop today.
    package enum Verdict: Sendable, Equatable {
        case counted(isFirst: Bool)
        case held(isFirst: Bool)
        case refused
    }

    private struct Held {
        var ofShop: [Int: Int]
        var total: Int
        /// When it was read, in nanoseconds.
        let readAt: UInt64
    }

    private struct State {
        var day: Day?
        /// Taps by the hash of a network, alone or with a shop.
        var networks: [Int: UInt8] = [:]
        /// Counted taps of each shop.
        var shops: [Int: Int] = [:]
        var held: Held?
    }

    /// Nanoseconds after which held taps are read from the store again: moderators decide, also in other processes.
    private static let heldLifetime: UInt64 = 60_000_000_000

    private let isOn: Bool
    private let capacity: Int
    private let hash: KeyedHash
    private let clock: RateLimits.SteadyClock
    private let state = Mutex(State())

    /// - Parameter capacity: the number of networks and of networks at shops remembered.
    init(
        isOn: Bool, _ randomness: Randomness, capacity: Int = SiteLimits.tapNetworks,
        clock: @escaping RateLimits.SteadyClock
    ) {
        self.isOn = isOn
        self.capacity = capacity
        self.clock = clock
        hash = KeyedHash(randomness)
    }

    /// Counts one tap and decides its outcome. The count stays if the tap is not recorded after all.
    /// - Parameters:
    ///   - counted: the counted taps of the shop today; read at its first tap after the start or midnight.
    ///   - held: the held taps of each shop, of all days; read at most once a minute, when a tap is to be held.
    package func take(
        at shop: Int, from address: String, on day: Day, counted: () throws -> Int, held: () throws -> [Int: Int]
    ) throws -> Verdict {
        guard isOn else { return .counted(isFirst: true) }
        let keys = Keys(address, shop, hash)
        let now = clock()
        return try state.withLock { state in
            if state.day != day {
                state = State(day: day, held: state.held)
            } else if state.networks.count >= capacity {
                Self.forgetSmallest(&state.networks, keeping: capacity / 2)
            }
            let own = state.networks[keys.here, default: 0]
            let ofShop = try state.shops[shop] ?? counted()
            if ofShop < SiteLimits.countedTapsAtShop, keys.areWithin(state.networks) {
                keys.add(to: &state.networks)
                state.shops[shop] = ofShop + 1
                return .counted(isFirst: own == 0)
            }
            state.shops[shop] = ofShop
            guard try Self.hold(at: shop, isFirst: own == 0, &state.held, held, now) else { return .refused }
            state.networks[keys.here] = min(own, UInt8.max - 1) + 1
            return .held(isFirst: own == 0)
        }
    }

    /// The counters of a tap: of its network, and for IPv6 of the site that the network belongs to.
    private struct Keys {
        /// The network at the shop.
        let here: Int
        let everywhere: Int
        let site: (here: Int, everywhere: Int)?

        init(_ address: String, _ shop: Int, _ hash: KeyedHash) {
            let network = RateLimits.network(of: address)
            here = hash(1, network, number: shop)
            everywhere = hash(2, network)
            site = RateLimits.site(of: address).map { (hash(3, $0, number: shop), hash(4, $0)) }
        }

        func areWithin(_ networks: [Int: UInt8]) -> Bool {
            func isBelow(_ key: Int, _ limit: Int) -> Bool { networks[key, default: 0] < limit }
            guard isBelow(here, SiteLimits.networkTapsAtShop), isBelow(everywhere, SiteLimits.networkTaps) else {
                return false
            }
            guard let site else { return true }
            let factor = SiteLimits.networksOfSite
            return isBelow(site.here, factor * SiteLimits.networkTapsAtShop)
                && isBelow(site.everywhere, factor * SiteLimits.networkTaps)
        }

        func add(to networks: inout [Int: UInt8]) {
            networks[here, default: 0] += 1
            networks[everywhere, default: 0] += 1
            guard let site else { return }
            networks[site.here, default: 0] += 1
            networks[site.everywhere, default: 0] += 1
        }
    }

    /// Reserves room for one more held tap; false when there is none. A network's first tap at a shop today ignores the
    /// bound of the shop.
    private static func hold(
        at shop: Int, isFirst: Bool, _ known: inout Held?, _ read: () throws -> [Int: Int], _ now: UInt64
    ) throws -> Bool {
        var held: Held
        if let known, now < known.readAt &+ heldLifetime {
            held = known
        } else {
            let ofShop = try read()
            held = Held(ofShop: ofShop, total: ofShop.values.reduce(0, +), readAt: now)
        }
        let here = held.ofShop[shop, default: 0]
        let hasRoom = held.total < SiteLimits.heldTaps && (isFirst || here < SiteLimits.heldTapsAtShop)
        if hasRoom {
            held.ofShop[shop] = here + 1
            held.total += 1
        }
        known = held
        return hasRoom
    }

    /// Forgets the networks with the fewest taps, so that a limited network stays limited.
    private static func forgetSmallest(_ networks: inout [Int: UInt8], keeping: Int) {
        var least: UInt8 = 1
        while networks.count > keeping {
            networks = networks.filter { $0.value > least }
            least += 1
        }
    }

    /// The number of networks and of networks at shops remembered.
    var count: Int { state.withLock { $0.networks.count } }
}
