import HTTP
import Synchronization

/// Who may come in: counts connections of all loops, in all and by address. Asked once a connection, never a request.
final class ConnectionGate: Sendable {
    private struct Counts {
        var total = 0
        var byAddress: [PeerAddress: Int] = [:]
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
            if let counted {
                let others = counts.byAddress[counted, default: 0]
                if others >= mostPerAddress { return .address }
                counts.byAddress[counted] = others + 1
            }
            counts.total += 1
            return nil
        }
    }

    /// Counts a connection out that had been let in.
    func leave(_ counted: PeerAddress?) {
        counts.withLock { counts in
            counts.total -= 1
            guard let counted, let others = counts.byAddress[counted] else { return }
            counts.byAddress[counted] = others > 1 ? others - 1 : nil
        }
    }

    /// Connections in now, and addresses remembered.
    var state: (connections: Int, addresses: Int) { counts.withLock { ($0.total, $0.byAddress.count) } }
}
