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

/// What the writing connection remembers from one group to the next, such as where rows stand that every write looks up.
///
/// It goes whenever anything is undone, because it may know of what was. That it still holds otherwise is its own business:
/// `dataVersion` tells of what other connections have committed meanwhile.
public protocol WriterMemory: AnyObject {
    /// A memory of nothing.
    init()
}

extension Writer {
    /// The memory of this kind.
    public func memory<M: WriterMemory>(_ kind: M.Type) -> M {
        for memory in memories where type(of: memory) == kind { return unsafeDowncast(memory, to: M.self) }
        let memory = M()
        memories.append(memory)
        return memory
    }

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

    /// Forgets what was collected and all memories: something of the transaction they belong to is undone.
    func forget() {
        works.removeAll()
        memories.removeAll()
    }
}
