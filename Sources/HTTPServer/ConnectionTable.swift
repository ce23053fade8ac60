/// The connections of one loop, indexed by descriptor.
struct ConnectionTable {
    private var slots: [Connection?] = []
    private var serial: UInt32 = 0
    private(set) var count = 0

    /// The id of a new connection on `descriptor`. Serial numbers start at 1: 0 is for the loop's own descriptors.
    mutating func nextID(_ descriptor: Int32) -> ConnectionID {
        serial = serial == .max ? 1 : serial + 1
        return ConnectionID(descriptor: descriptor, serial: serial)
    }

    mutating func insert(_ connection: Connection) {
        let index = Int(connection.id.descriptor)
        if index >= slots.count {
            slots.append(contentsOf: repeatElement(nil, count: max(64, index + 1 - slots.count)))
        }
        slots[index] = connection
        count += 1
    }

    mutating func remove(_ id: ConnectionID) {
        slots[Int(id.descriptor)] = nil
        count -= 1
    }

    /// The connection `id`, unless it has been closed.
    subscript(id: ConnectionID) -> Connection? {
        let index = Int(id.descriptor)
        guard index < slots.count, let connection = slots[index], connection.id == id else { return nil }
        return connection
    }

    /// All connections; slow.
    var all: [Connection] { slots.compactMap { $0 } }
}
