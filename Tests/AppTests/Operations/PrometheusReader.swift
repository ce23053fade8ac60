import Testing

/// A parser of the Prometheus text format: finds values and checks the rules.
struct PrometheusReader {
    struct Sample: Hashable {
        let name: String
        let labels: [String: String]
        let value: Double
    }

    private(set) var samples: [Sample] = []
    private(set) var types: [String: String] = [:]
    private(set) var helped: Set<String> = []

    /// Throws when a line is neither a comment nor a sample.
    init(_ text: String) throws {
        try #require(text.hasSuffix("\n"))
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# HELP ") {
                helped.insert(String(line.split(separator: " ")[2]))
            } else if line.hasPrefix("# TYPE ") {
                let parts = line.split(separator: " ").map(String.init)
                try #require(types[parts[2]] == nil, "the family occurs twice: \(line)")
                types[parts[2]] = parts[3]
            } else {
                samples.append(try Self.sample(String(line)))
            }
        }
    }

    private static func sample(_ line: String) throws -> Sample {
        let form = /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-z_]+="[^"\\]*",?)*)\})? (\S+)/
        let match = try #require(line.wholeMatch(of: form), "\(line)")
        var labels: [String: String] = [:]
        for pair in (match.output.2 ?? "").matches(of: /([a-z_]+)="([^"]*)"/) {
            labels[String(pair.output.1)] = String(pair.output.2)
        }
        let value = match.output.3 == "+Inf" ? Double.infinity : try #require(Double(match.output.3), "\(line)")
        return Sample(name: String(match.output.1), labels: labels, value: value)
    }

    /// The family of a sample.
    func family(_ sample: Sample) -> String? {
        if types[sample.name] != nil { return sample.name }
        let suffix = ["_bucket", "_sum", "_count"].first { sample.name.hasSuffix($0) }
        let base = suffix.map { String(sample.name.dropLast($0.count)) }
        return base.flatMap { types[$0] == "histogram" ? $0 : nil }
    }

    /// The first value of a name with these labels among its own.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        samples.first { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }?.value
    }

    /// The sum of the values of a name.
    func sum(_ name: String, where isWanted: (Sample) -> Bool = { _ in true }) -> Double {
        samples.filter { $0.name == name && isWanted($0) }.map(\.value).reduce(0, +)
    }

    /// Violations of the format and its naming rules.
    var faults: [String] {
        var faults: [String] = []
        for sample in samples where family(sample) == nil { faults.append("\(sample.name) has no TYPE") }
        for (name, type) in types {
            if !helped.contains(name) { faults.append("\(name) has no HELP") }
            if type == "counter", !name.hasSuffix("_total") {
                faults.append("\(name) counts and does not end in _total")
            }
            if !samples.contains(where: { family($0) == name }), name != "chaland_http_requests_total" {
                faults.append("\(name) has no sample")
            }
            if type == "histogram" { faults += faultsOfHistogram(name) }
        }
        if Set(samples.map { "\($0.name)\($0.labels.sorted { $0.key < $1.key })" }).count != samples.count {
            faults.append("a sample occurs twice")
        }
        return faults
    }

    private func faultsOfHistogram(_ name: String) -> [String] {
        let buckets = samples.filter { $0.name == name + "_bucket" }
        let bounds = buckets.map { $0.labels["le"] == "+Inf" ? .infinity : Double($0.labels["le"] ?? "") ?? .nan }
        var faults: [String] = []
        if bounds.last != .infinity || bounds != bounds.sorted() { faults.append("\(name): bounds \(bounds)") }
        if buckets.map(\.value) != buckets.map(\.value).sorted() { faults.append("\(name): buckets shrink") }
        if buckets.last?.value != value(name + "_count") { faults.append("\(name): +Inf is not the count") }
        if value(name + "_sum") == nil { faults.append("\(name): no sum") }
        return faults
    }
}
