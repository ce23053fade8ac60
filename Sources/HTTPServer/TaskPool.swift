import HTTP

/// The tasks of one loop that answer requests, one request after another: waking a resting task costs half of making
/// one. There are as many as requests were ever in flight at once. Used on the loop's thread only.
struct TaskPool {
    /// A request, the connection its answer goes to, and what it is counted with.
    typealias Work = (id: ConnectionID, request: Request, resources: RequestResources)

    /// A task and what it is to do next.
    final class Worker: @unchecked Sendable {  // on the loop's thread only
        @exclusivity(unchecked) fileprivate var work: Work?
        @exclusivity(unchecked) fileprivate var wake: UnsafeContinuation<Void, Never>?

        fileprivate init(_ work: Work) { self.work = work }

        /// What to do, once; nil ends the task.
        func next() -> Work? { work.take() }
    }

    private var resting: [Worker] = []

    /// Gives `work` to a resting task.
    /// - Returns: nil when that was done; without one, a worker to start a task for.
    mutating func assign(_ work: Work) -> Worker? {
        guard let worker = resting.popLast(), let wake = worker.wake.take() else { return Worker(work) }
        worker.work = work
        wake.resume()
        return nil
    }

    /// Lets a task rest until there is work again, or until `dismiss`.
    mutating func rest(_ worker: Worker, _ wake: UnsafeContinuation<Void, Never>) {
        worker.wake = wake
        resting.append(worker)
    }

    /// Ends the tasks that rest.
    mutating func dismiss() {
        for worker in resting { worker.wake.take()?.resume() }
        resting = []
    }
}
