import HTTP
import Synchronization

/// Who may come in: counts connections of all loops, in all and by address. Asked once a connection, never a request.
final class ConnectionGate: Sendable {
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

    /// Why a connection is not let in.
    enum Refusal: String {
        case full = "connections in all"
        case address = "connections of one address"

        /// The answer: our own limit, or the visitor's (RFC 6585 §4).
        var status: Status { self == .full ? .serviceUnavailable : .tooManyRequests }
    }

    /// Counts a connection in, or says why not. `counted` is nil for a proxy, which speaks for many.
    func enter(_ counted: PeerAddress?) -> Refusal? {
        counts.withLock { counts in
            if counts.total >= most { return .full }
            if let counted, !counts.byAddress.enter(counted, most: mostPerAddress) { return .address }
            counts.total += 1
            return nil
        }
    }

    /// Counts a connection out that had been let in.
    func leave(_ counted: PeerAddress?) {
        counts.withLock { counts in
            counts.total -= 1
            if let counted { counts.byAddress.leave(counted) }
        }
    }

    /// Connections in now, and addresses remembered.
    var state: (connections: Int, addresses: Int) { counts.withLock { ($0.total, $0.byAddress.count) } }
}

/// Who may ask behind a proxy: counts the requests of each visitor in all loops. Asked once a request that has a body or
/// needs a task, and only behind a configured proxy.
final class VisitorGate: Sendable {
    private let counts = Mutex(AddressCounts())
    private let most: Int

    init(most: Int) { self.most = most }

    /// Counts a request in; false when the visitor has too many under way.
    func enter(_ visitor: PeerAddress) -> Bool { counts.withLock { $0.enter(visitor, most: most) } }

    /// Counts a request out that had been let in.
    func leave(_ visitor: PeerAddress) { counts.withLock { $0.leave(visitor) } }
}

/// How many there are of each address. One of which there is none any more is remembered for a while: most come again, and
/// taking it out costs more than leaving it.
private struct AddressCounts {
    /// Addresses of which there are none, before they go.
    private static let mostUnused = 1_024

    private var counts: [PeerAddress: Int] = [:]
    private var unused = 0

    /// Addresses of which there are some.
    var count: Int { counts.count - unused }

    /// Counts one in; false when there are `most` already.
    mutating func enter(_ address: PeerAddress, most: Int) -> Bool {
        guard most > 0 else { return false }
        let before = counts.count
        guard let others = Self.countUp(&counts[address, default: 0], to: most) else { return false }
        if others == 0, counts.count == before { unused -= 1 }
        return true
    }

    /// How many there were, or nil when these are all there may be.
    private static func countUp(_ count: inout Int, to most: Int) -> Int? {
        guard count < most else { return nil }
        count += 1
        return count - 1
    }

    mutating func leave(_ address: PeerAddress) {
        guard let place = counts.index(forKey: address) else { return }
        counts.values[place] -= 1
        guard counts.values[place] == 0 else { return }
        unused += 1
        guard unused > Self.mostUnused else { return }
        counts = counts.filter { $0.value > 0 }
        unused = 0
    }
}
