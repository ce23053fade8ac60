import Cryptography
import HTTP
import SQLite
import Synchronization
import Web

/// `/metrics`: the figures of this program for Prometheus. For a monitor on this machine, or whoever holds the token.
enum Metrics {
    /// The figures, or nil for everybody who may not see them: they get the page that is not there.
    static func answer(_ request: Request, _ loop: SiteLoop) -> Response? {
        let site = loop.site
        guard isFromThisMachine(request) || holdsToken(request, site.configuration.metricsToken) else { return nil }
        if let other = Response.unlessRead(by: request.method) { return other }
        var page = PrometheusText()
        page.add(site)
        page.addProcess(startedAt: site.startedAt)
        for source in site.metricSources.withLock({ $0 }) { source(&page) }
        return .data(Array(page.text.utf8), type: PrometheusText.mediaType)
            .finished(for: request, by: nil)
    }

    /// Whether the request began on this machine, as far as can be told. Behind a proxy on the same machine everybody's
    /// peer is 127.0.0.1, so whatever a proxy leaves counts against it: a forwarding field, the visitor's host in `Host`,
    /// HTTP/1.0 (as nginx speaks unless told otherwise).
    private static func isFromThisMachine(_ request: Request) -> Bool {
        let isNear = request.peer.isEmpty || request.peer.hasPrefix("127.") || request.peer == "::1"
        guard isNear, request.head.version == .http11, KnownHosts.loopback.knows(request.head) else { return false }
        let traces: [FieldName] = [.xForwardedFor, .xForwardedProto, .forwarded, .via, .xRealIP, "X-Forwarded-Host"]
        return traces.allSatisfy { request.head.fieldBytes($0) == nil }
    }

    /// Hashes are compared, which takes the same time wherever two tokens differ and however long they are.
    private static func holdsToken(_ request: Request, _ token: String?) -> Bool {
        guard let token, let sent = request[.authorization], sent.lowercased().hasPrefix("bearer ") else {
            return false
        }
        let presented = sent.dropFirst("bearer ".count)
        return Cryptography.sha256(Array(presented.utf8)) == Cryptography.sha256(Array(token.utf8))
    }
}

extension PrometheusText {
    /// The figures of the site itself.
    fileprivate mutating func add(_ site: Site) {
        family("chaland_build_info", .gauge, "The program that answers; always 1.")
        sample("chaland_build_info", [("version", site.configuration.version)], "1")
        addDatabase(site)
        addCache(site)
        let lanes = [("hash", site.hashing), ("other", site.offload)]
        family(
            "chaland_offload_jobs", .gauge,
            "Offloaded jobs (password hashes; imports, tables, posters), running or waiting.")
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
            "chaland_writes_failed_total", .counter, "Writes the storage could not take.", figures.failed)
        single(
            "chaland_database_syncs_total", .counter,
            "Commits that made the disk confirm the log; those of checkpoints are not counted.", figures.syncs)
        single(
            "chaland_database_checkpoints_total", .counter, "Times the log was moved into the database.",
            figures.checkpoints)
        family("chaland_database_size_bytes", .gauge, "Size of the association’s file and of its log.")
        let path = site.configuration.databasePath
        for (file, suffix) in [("main", ""), ("wal", "-wal")] {
            sample("chaland_database_size_bytes", [("file", file)], String(ProcessFigures.size(of: path + suffix)))
        }
    }

    private mutating func addCache(_ site: Site) {
        let loops = site.loopFigures.withLock { $0 }
        func sum(_ figure: (LoopFigures) -> Int) -> Int { loops.map(figure).reduce(0, +) }
        single("chaland_page_cache_hits_total", .counter, "Pages found kept.", sum { $0.hits.load(ordering: .relaxed) })
        single(
            "chaland_page_cache_misses_total", .counter, "Pages looked for and not kept.",
            sum { $0.misses.load(ordering: .relaxed) })
        single(
            "chaland_page_cache_bytes", .gauge, "Memory of the pages kept by all loops.",
            sum { $0.bytes.load(ordering: .relaxed) })
    }

    /// The figures every Prometheus client gives of its process, under the names they all use.
    fileprivate mutating func addProcess(startedAt: Double) {
        let figures = ProcessFigures()
        single("process_resident_memory_bytes", .gauge, "Resident memory.", figures.residentBytes)
        single("process_open_fds", .gauge, "Open file descriptors.", figures.openDescriptors)
        single("process_max_fds", .gauge, "File descriptors there may be.", figures.mostDescriptors)
        family("process_cpu_seconds_total", .counter, "Processor time, of the program and of the kernel for it.")
        sample("process_cpu_seconds_total", [], PrometheusText.number(figures.processorSeconds))
        family("process_start_time_seconds", .gauge, "When the program started, in seconds since 1970.")
        sample("process_start_time_seconds", [], PrometheusText.number(startedAt))
    }
}
