/// What several writes of one group do together instead of each by itself, such as adding to the same counts: collected by
/// their bodies, written once as the last statements before the commit.
///
/// Within the group it is in the same transaction as what it goes with: both are durable, or neither. When a write that has
/// changed something is to be undone, the whole group is, and each of its writes runs again with work of its own, so that
/// nothing of the undone one is left in it. Put something in only beside a change of the database.
public protocol GroupWork: AnyObject {
    /// Work with nothing to do yet.
    init()
    /// Writes what was collected.
    func finish(in db: Writer) throws
}

extension Writer {
    /// The work of this kind that the writes of this group share.
    public func shared<W: GroupWork>(_ kind: W.Type) -> W {
        for work in works where type(of: work) == kind { return unsafeDowncast(work, to: W.self) }
        let work = W()
        works.append(work)
        return work
    }

    /// Writes and forgets what was collected.
    func finishWorks() throws {
        while !works.isEmpty { try works.removeFirst().finish(in: self) }
    }

    /// Forgets it: the transaction it belonged to is undone.
    func dropWorks() { works.removeAll() }
}
