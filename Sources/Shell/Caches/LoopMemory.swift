import Base

/// Rows cached by one event loop until the store changes, in this process or another; `renew` checks at every request.
///
/// Caches decoded rows, never a decision: each request checks rights against the member's current rows. Confined to its
/// loop; bounded.
package struct LoopMemory {
    /// Sessions cached: the members active within one minute.
    private static let sessionLimit = 256

    private var version: Int?
    private var sessions: [[UInt8]: Session.Opened] = [:]

    /// Incremented with each change of the store that this loop has seen.
    private(set) var state = 0
    /// The cached association: nil while it has not been read; `.some(nil)` before it is founded.
    var association: Association?? {
        didSet { if case .some(.some(let association)) = association { lastAssociation = association } }
    }
    /// The association as last read, perhaps stale.
    private(set) var lastAssociation: Association?
    /// How many things wait for a decision.
    var pending: Int?
    /// The reviews without a reply, by shop.
    fileprivate var unanswered: [Int: Int] = [:]

    /// The notices that a member has not read.
    fileprivate var unread: [Member.ID: Int] = [:]

    /// Drops everything unless it was read at `version`.
    mutating func renew(_ version: Int) {
        guard self.version != version else { return }
        forget()
        self.version = version
    }

    /// Drops everything: this loop has just written.
    mutating func forget() {
        state += 1
        association = nil
        pending = nil
        unanswered.removeAll(keepingCapacity: true)
        unread.removeAll(keepingCapacity: true)
        sessions.removeAll(keepingCapacity: true)
    }

    /// The cached session with this hash, or nil.
    func session(_ hash: [UInt8]) -> Session.Opened? { sessions[hash] }

    /// Stores a session; drops all others when there are too many.
    mutating func store(_ session: Session.Opened, of hash: [UInt8]) {
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
        renewAddress(association)
        return association
    }

    /// How many things wait for a decision.
    package func pending() throws -> Int {
        if let known = memory.pending { return known }
        let pending = try resources.map.pending(in: reader)
        memory.pending = pending
        return pending
    }

    /// How many reviews of a shop have no reply.
    func unanswered(at place: Workplace) throws -> Int {
        if let known = memory.unanswered[place.id] { return known }
        let count = try resources.map.unanswered(at: place, in: reader)
        memory.unanswered[place.id] = count
        return count
    }

    /// How many notices a member has not read.
    func unreadNotices(of member: Member.ID) throws -> Int {
        if let known = memory.unread[member] { return known }
        let count = try Notice.unreadCount(of: member, in: reader)
        memory.unread[member] = count
        return count
    }

    /// The member of a session cookie; nil when it is unknown or expired.
    package func member(_ secret: Secret, at now: Instant) throws -> Member? { try session(secret, at: now)?.member }

    /// The session of a cookie; nil when it is unknown or expired.
    func session(_ secret: Secret, at now: Instant) throws -> Session.Opened? {
        let hash = secret.hash
        var session = memory.session(hash)
        if session == nil, let found = try Session.opened(hash, in: reader) {
            memory.store(found, of: hash)
            session = found
        }
        guard let session, session.isValid(at: now) else { return nil }
        return session
    }
}
