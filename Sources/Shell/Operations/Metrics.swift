import Cryptography
import HTTP
import SQLite
import Synchronization
import Web

/// `/metrics` for Prometheus: open to monitors on this machine and to requests with the token.
enum Metrics {
    /// The metrics; nil for a client that may not read them, which gets a 404.
    static func answer(_ request: Request, _ loop: SiteLoop) -> Response? {
        let site = loop.site
        guard isFromThisMachine(request) || holdsToken(request, site.configuration.metricsToken) else { return nil }
        if let other = Response.readOnlyRefusal(of: request.method) { return other }
        var page = PrometheusText()
        page.add(site)
        page.addProcess(startedAt: site.startedAt)
        for source in site.metricSources.withLock({ $0 }) { source(&page) }
        return .data(Array(page.text.utf8), type: PrometheusText.mediaType)
            .finished(for: request, by: nil)
    }

    /// Whether the request comes from this machine. Behind a proxy on the same machine every peer is 127.0.0.1, so any
    /// trace of a proxy means no: a forwarding field, a public name in `Host`, HTTP/1.0 (the default of nginx).
    private static func isFromThisMachine(_ request: Request) -> Bool {
        let isNear = request.peer.isEmpty || request.peer.hasPrefix("127.") || request.peer == "::1"
        guard isNear, request.head.version == .http11, AllowedHosts.loopback.allows(request.head) else { return false }
        let traces: [FieldName] = [.xForwardedFor, .xForwardedProto, .forwarded, .via, .xRealIP, "X-Forwarded-Host"]
        return traces.allSatisfy { request.head.fieldBytes($0) == nil }
    }

    /// Compares hashes: the time does not depend on where the tokens differ.
    private static func holdsToken(_ request: Request, _ token: String?) -> Bool {
        guard let token, let sent = request[.authorization], sent.lowercased().hasPrefix("bearer ") else {
            return false
        }
        let presented = sent.dropFirst("bearer ".count)
        return Cryptography.sha256(Array(presented.utf8)) == Cryptography.sha256(Array(token.utf8))
    }
}

extension PrometheusText {
    /// The site's metrics.
    fileprivate mutating func add(_ site: Site) {
        family("chaland_build_info", .gauge, "The program's version; always 1.")
        sample("chaland_build_info", [("version", site.configuration.version)], "1")
        addDatabase(site)
        addCache(site)
        add(site.security)
        let lanes =
            [("hash", site.hashing), ("known-hash", site.knownHashing)]
            + [("page", site.pageJobs), ("import", site.importJobs), ("picture", site.pictureJobs)]
        family(
            "chaland_offload_jobs", .gauge,
            "Offloaded jobs (password hashes; posters, letters and tables; imports), running or waiting.")
        for (lane, pool) in lanes { sample("chaland_offload_jobs", [("lane", lane)], String(pool.jobs)) }
        family("chaland_offload_refused_total", .counter, "Offloaded jobs refused because too many were waiting.")
        for (lane, pool) in lanes { sample("chaland_offload_refused_total", [("lane", lane)], String(pool.refused)) }
    }

    private mutating func addDatabase(_ site: Site) {
        let figures = site.database.statistics
        single("chaland_write_queue_depth", .gauge, "Writes waiting for the writer.", figures.queueDepth)
        histogram(
            "chaland_write_group_size", "Writes that shared a commit.",
            bounds: DatabaseStatistics.groupBounds.map(Double.init), counts: figures.groupSizes,
            sum: Double(figures.writes))
        single(
            "chaland_writes_failed_total", .counter, "Writes that failed in the storage.", figures.failed)
        single(
            "chaland_storage_failing", .gauge, "1 while the last write failed or the file is damaged, else 0.",
            figures.isFailing || figures.isDamaged ? 1 : 0)
        single(
            "chaland_database_syncs_total", .counter,
            "Commits that synced the log; syncs of checkpoints are not counted.", figures.syncs)
        single(
            "chaland_database_checkpoints_total", .counter, "Checkpoints of the write-ahead log.",
            figures.checkpoints)
        family("chaland_database_size_bytes", .gauge, "Size of the association’s file and of its write-ahead log.")
        let path = site.configuration.databasePath
        for (file, suffix) in [("main", ""), ("wal", "-wal")] {
            sample("chaland_database_size_bytes", [("file", file)], String(ProcessFigures.size(of: path + suffix)))
        }
    }

    private mutating func addCache(_ site: Site) {
        let loops = site.loopFigures.withLock { $0 }
        func sum(_ figure: (LoopFigures) -> Int) -> Int { loops.map(figure).reduce(0, +) }
        single("chaland_page_cache_hits_total", .counter, "Page cache hits.", sum { $0.hits.load(ordering: .relaxed) })
        single(
            "chaland_page_cache_misses_total", .counter, "Page cache misses.",
            sum { $0.misses.load(ordering: .relaxed) })
        single(
            "chaland_page_cache_bytes", .gauge, "Memory of the page caches of all loops.",
            sum { $0.bytes.load(ordering: .relaxed) })
    }

    /// The process metrics of every Prometheus client, under their usual names.
    fileprivate mutating func addProcess(startedAt: Double) {
        let figures = ProcessFigures()
        single("process_resident_memory_bytes", .gauge, "Resident memory.", figures.residentBytes)
        single("process_open_fds", .gauge, "Open file descriptors.", figures.openDescriptors)
        single("process_max_fds", .gauge, "Limit of open file descriptors.", figures.maxDescriptors)
        family("process_cpu_seconds_total", .counter, "Processor time, user and system.")
        sample("process_cpu_seconds_total", [], PrometheusText.number(figures.processorSeconds))
        family("process_start_time_seconds", .gauge, "Start time in seconds since 1970.")
        sample("process_start_time_seconds", [], PrometheusText.number(startedAt))
    }
}
