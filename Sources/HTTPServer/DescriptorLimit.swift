import Glibc

/// The descriptor limit of the process.
enum DescriptorLimit {
    /// Raises the soft limit to the hard limit (getrlimit(2)).
    /// - Returns: the number of connections this allows, beside the descriptors of the database, files and loops.
    /// - Throws: `ConfigurationError.descriptors` when no connection is left.
    static func raise(loops: Int) throws(ConfigurationError) -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return .max }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        let all = Int(clamping: limit.rlim_cur)
        // Standard streams, the database with its log and index, listener and eventfd; some for each loop; one
        // connection.
        let least = 16 + 4 * loops
        guard all >= least else { throw .descriptors(all, least: least) }
        return max(1, all - min(64, all / 2))
    }
}
