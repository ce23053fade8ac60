import Chaland
import HTTPServer
import Shell

extension PrometheusText {
    /// The server's metrics, by route pattern and status, never by address.
    mutating func add(_ figures: ServerCounters, routes: [String]) {
        family("chaland_http_requests_total", .counter, "Responses by route pattern and status.")
        let answers = figures.answers.map { answer, count in
            (
                route: answer.route.flatMap { routes.indices.contains($0) ? routes[$0] : nil } ?? "(refused)",
                status: answer.status.map(String.init) ?? "other", count: count
            )
        }
        for answer in answers.sorted(by: { ($0.route, $0.status) < ($1.route, $1.status) }) {
            sample(
                "chaland_http_requests_total", [("route", answer.route), ("status", answer.status)],
                String(answer.count))
        }
        histogram(
            "chaland_http_request_duration_seconds", "From the complete request to its response handed to the socket.",
            bounds: ServerCounters.durationBounds, counts: figures.durations, sum: figures.durationSum)
        single(
            "chaland_http_response_size_bytes_total", .counter, "Bytes of responses, heads and bodies.",
            figures.bytesSent
        )
        single(
            "chaland_http_requests_in_flight", .gauge, "Requests in flight.", figures.inFlight)
        single(
            "chaland_http_requests_refused_total", .counter,
            "Requests refused before routing: protocol error or limit reached.",
            figures.refused - figures.connectionsRefused)
        single(
            "chaland_http_handler_timeouts_total", .counter, "Requests whose handler timed out.",
            figures.timedOut)
        single("chaland_http_connections", .gauge, "Connections open.", figures.open)
        single(
            "chaland_http_connections_accepted_total", .counter, "Connections accepted.", figures.accepted)
        single(
            "chaland_http_connections_refused_total", .counter,
            "Connections refused: the global or the per-address limit was reached.",
            figures.connectionsRefused)
        single(
            "chaland_http_accept_pauses_total", .counter, "Times accepting paused because no descriptor was left.",
            figures.acceptPauses)
    }

    /// Adds the counters of the access log, if there is one.
    mutating func add(_ log: AccessLog?) {
        guard let log else { return }
        single("chaland_access_log_lines_total", .counter, "Lines of the access log written.", log.written)
        single(
            "chaland_access_log_dropped_lines_total", .counter,
            "Lines of the access log dropped because they could not be written.",
            log.dropped)
    }
}
