import HTTP
import Synchronization

/// Connection limits, global and per address, shared by all loops. Used once per connection, not per request.
final class ConnectionLimiter: Sendable {
    private struct Counts {
        var total = 0
        var byAddress = AddressCounts()
    }

    private let counts = Mutex(Counts())
    private let most: Int
    private let mostPerAddress: Int

    init(most: Int, mostPerAddress: Int) {
        self.most = most
        self.mostPerAddress = mostPerAddress
    }

    /// Why a connection is refused.
    enum Refusal: String {
        case full = "too many connections"
        case address = "too many connections from one address"

        /// The status: 503 for the global limit, 429 for the limit per address (RFC 6585 §4).
        var status: Status { self == .full ? .serviceUnavailable : .tooManyRequests }
    }

    /// Admits a connection, or returns why not. `counted` is nil for a proxy, which is not limited per address.
    func admit(_ counted: PeerAddress?) -> Refusal? {
        counts.withLock { counts in
            if counts.total >= most { return .full }
            if let counted, !counts.byAddress.add(counted, most: mostPerAddress) { return .address }
            counts.total += 1
            return nil
        }
    }

    /// Releases an admitted connection.
    func release(_ counted: PeerAddress?) {
        counts.withLock { counts in
            counts.total -= 1
            if let counted { counts.byAddress.remove(counted) }
        }
    }

    /// Admitted connections, and their addresses.
    var state: (connections: Int, addresses: Int) { counts.withLock { ($0.total, $0.byAddress.count) } }
}

/// Limits the requests in flight of each visitor behind a trusted proxy, in all loops. Used for requests that have a
/// body or need a task.
final class VisitorLimiter: Sendable {
    private let counts = Mutex(AddressCounts())
    private let most: Int

    init(most: Int) { self.most = most }

    /// Admits a request; false when the visitor has too many in flight.
    func admit(_ visitor: PeerAddress) -> Bool { counts.withLock { $0.add(visitor, most: most) } }

    /// Releases an admitted request.
    func release(_ visitor: PeerAddress) { counts.withLock { $0.remove(visitor) } }
}

/// A count for each address. An address whose count drops to zero stays in the table for a while: most return, and
/// removing costs more than keeping it.
private struct AddressCounts {
    /// Most addresses with a count of zero.
    private static let mostUnused = 1_024

    private var counts: [PeerAddress: Int] = [:]
    private var unused = 0

    /// Number of addresses with a count above zero.
    var count: Int { counts.count - unused }

    /// Increments the count of an address; false when it is already `most`.
    mutating func add(_ address: PeerAddress, most: Int) -> Bool {
        guard most > 0 else { return false }
        let before = counts.count
        guard let others = Self.increment(&counts[address, default: 0], to: most) else { return false }
        if others == 0, counts.count == before { unused -= 1 }
        return true
    }

    /// Increments `count` and returns the value before, or nil when it is already `most`.
    private static func increment(_ count: inout Int, to most: Int) -> Int? {
        guard count < most else { return nil }
        count += 1
        return count - 1
    }

    mutating func remove(_ address: PeerAddress) {
        guard let place = counts.index(forKey: address) else { return }
        counts.values[place] -= 1
        guard counts.values[place] == 0 else { return }
        unused += 1
        guard unused > Self.mostUnused else { return }
        counts = counts.filter { $0.value > 0 }
        unused = 0
    }
}
