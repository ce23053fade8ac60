import Base

/// What one event loop has read of the store and may use again until the store changes, in this process or another. `renew`
/// says so at every request.
///
/// Decoded rows, never a decision: rights are checked at each request, of a member as fresh as the store. Confined to its
/// loop; bounded.
package struct LoopMemory {
    /// Sessions kept: as many members as are active within one minute.
    private static let sessionLimit = 256

    private var version: Int?
    private var sessions: [[UInt8]: Session.Opened] = [:]

    /// Counts the changes of the store that this loop has seen.
    private(set) var state = 0
    /// The association, once read: nil inside before it is founded.
    var association: Association?? {
        didSet { if case .some(.some(let association)) = association { lastAssociation = association } }
    }
    /// The association as last read, whether or not the store has changed since.
    private(set) var lastAssociation: Association?
    /// How many things wait for the president.
    var waiting: Int?

    /// Forgets everything unless it was read at `version`.
    mutating func renew(_ version: Int) {
        guard self.version != version else { return }
        forget()
        self.version = version
    }

    /// Forgets everything: this loop has just written.
    mutating func forget() {
        state += 1
        association = nil
        waiting = nil
        sessions.removeAll(keepingCapacity: true)
    }

    /// The session with this hash, when it is kept.
    func session(_ hash: [UInt8]) -> Session.Opened? { sessions[hash] }

    /// Keeps a session; drops all others when there are too many.
    mutating func keep(_ session: Session.Opened, of hash: [UInt8]) {
        if sessions.count >= LoopMemory.sessionLimit { sessions.removeAll(keepingCapacity: true) }
        sessions[hash] = session
    }
}

extension SiteLoop {
    /// The association; nil before it is founded.
    package func association() throws -> Association? {
        if let known = memory.association { return known }
        let association = try Association.current(in: reader)
        memory.association = .some(association)
        return association
    }

    /// How many things wait for the president.
    package func waiting() throws -> Int {
        if let known = memory.waiting { return known }
        let waiting = try resources.map.waiting(in: reader)
        memory.waiting = waiting
        return waiting
    }

    /// The member a session cookie signs in; nil when it is unknown or over.
    package func member(_ secret: Secret, at now: Instant) throws -> Member? {
        let hash = secret.hash
        var session = memory.session(hash)
        if session == nil, let found = try Session.opened(hash, in: reader) {
            memory.keep(found, of: hash)
            session = found
        }
        guard let session, session.expiresAt > now else { return nil }
        return session.member
    }
}
