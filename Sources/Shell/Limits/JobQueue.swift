/// Whose job it is: a network, or a member. The keys are hashes (`KeyedHash`).
struct JobOwner: Sendable {
    let key: Int
    /// The /48 of an IPv6 network, which counts as at most `SiteLimits.networksOfSite` networks.
    var site: Int?

    fileprivate var keys: [Int] { [key] + (site.map { [$0] } ?? []) }
}

/// The places of a pool: jobs running and waiting. A value without threads or clock.
///
/// The job of the owner with the fewest jobs in the last minutes comes first; among equals, first come, first served.
/// When all places are taken, the job of an owner with fewer replaces the last one of an owner with more: a flood is
/// delayed before other jobs are.
struct JobQueue<Job> {
    /// The outcome of adding a job.
    enum Admission {
        case waits
        /// It takes the place of this waiting job, which is refused.
        case replaces(Job)
        case refused
    }

    private struct Waiting {
        let job: Job
        let owner: JobOwner?
    }

    private let places: Int
    private let placesOfOwner: Int
    private var waiting: [Waiting] = []
    private var running = 0
    /// Places held by owners and sites.
    private var held: [Int: Int] = [:]
    /// Jobs of owners and sites in the last minutes, refused ones too.
    private var recent = ExpiringTable<Int>(seconds: SiteLimits.recentHashes, capacity: SiteLimits.hashNetworks)

    /// - Parameters:
    ///   - places: jobs running or waiting, at most.
    ///   - placesOfOwner: of these, the most for one owner. A job without an owner has no such limit.
    init(places: Int, placesOfOwner: Int) {
        self.places = places
        self.placesOfOwner = placesOfOwner
    }

    /// Jobs running or waiting.
    var count: Int { running + waiting.count }

    /// Adds a job at `now`, in nanoseconds.
    mutating func add(_ job: Job, of owner: JobOwner?, at now: UInt64) -> Admission {
        if let owner { note(owner, at: now) }
        guard hasPlace(owner) else { return .refused }
        if count < places {
            insert(job, owner)
            return .waits
        }
        let weights = waiting.map { weight($0.owner, at: now) }
        guard let heaviest = weights.max(), heaviest > weight(owner, at: now),
            let index = weights.lastIndex(of: heaviest)
        else { return .refused }
        let replaced = waiting.remove(at: index)
        release(replaced.owner)
        insert(job, owner)
        return .replaces(replaced.job)
    }

    /// The next job, now running; nil when none waits.
    mutating func next(at now: UInt64) -> Job? {
        let weights = waiting.map { weight($0.owner, at: now) }
        guard let lightest = weights.min(), let index = weights.firstIndex(of: lightest) else { return nil }
        running += 1
        return waiting.remove(at: index).job
    }

    /// Notes that a running job has ended.
    mutating func finish(_ owner: JobOwner?) {
        running -= 1
        release(owner)
    }

    /// Jobs of the owner in the last minutes, and at least the jobs of its site divided by `networksOfSite`.
    private func weight(_ owner: JobOwner?, at now: UInt64) -> Int {
        guard let owner else { return 0 }
        let ofSite = owner.site.flatMap { recent.value($0, at: now) } ?? 0
        return max(recent.value(owner.key, at: now) ?? 0, ofSite / SiteLimits.networksOfSite)
    }

    private mutating func note(_ owner: JobOwner, at now: UInt64) {
        for key in owner.keys {
            if recent.value(key, at: now) == nil { recent.set(0, key, at: now) }
            recent.change(key) { $0 += 1 }
        }
    }

    private func hasPlace(_ owner: JobOwner?) -> Bool {
        guard let owner else { return true }
        let ofSite = owner.site.map { held[$0, default: 0] } ?? 0
        return held[owner.key, default: 0] < placesOfOwner && ofSite < placesOfOwner * SiteLimits.networksOfSite
    }

    private mutating func insert(_ job: Job, _ owner: JobOwner?) {
        waiting.append(Waiting(job: job, owner: owner))
        for key in owner?.keys ?? [] { held[key, default: 0] += 1 }
    }

    private mutating func release(_ owner: JobOwner?) {
        for key in owner?.keys ?? [] {
            let left = held[key, default: 0] - 1
            held[key] = left > 0 ? left : nil
        }
    }
}
