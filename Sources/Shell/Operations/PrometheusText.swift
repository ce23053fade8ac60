/// Writer of the Prometheus text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/): each
/// family has help and type, then its samples.
package struct PrometheusText {
    /// The type of a family.
    package enum Kind: String, Sendable {
        /// It only grows; its name ends in `_total`.
        case counter
        /// It goes up and down.
        case gauge
        /// Observations counted up to bounds.
        case histogram
    }

    /// The value of `Content-Type`.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// The text written so far.
    package private(set) var text = ""

    /// Begins a family; its samples follow.
    package mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One sample. Quotes, backslashes and line ends in label values are escaped.
    package mutating func sample(_ name: String, _ labels: [(String, String)] = [], _ value: String) {
        text += name
        if !labels.isEmpty {
            text += "{" + labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",") + "}"
        }
        text += " \(value)\n"
    }

    /// A family of one sample without labels.
    package mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
        family(name, kind, help)
        sample(name, [], String(value))
    }

    /// A family of one histogram.
    /// - Parameters:
    ///   - bounds: upper bounds, ascending, in the unit of the name.
    ///   - counts: observations of each bucket, not cumulative; the last count is above all bounds.
    ///   - sum: of all observations.
    package mutating func histogram(_ name: String, _ help: String, bounds: [Double], counts: [Int], sum: Double) {
        precondition(counts.count == bounds.count + 1, "one count a bound, and one above all")
        family(name, .histogram, help)
        var total = 0
        for (bound, count) in zip(bounds, counts) {
            total += count
            sample(name + "_bucket", [("le", Self.number(bound))], String(total))
        }
        total += counts.last ?? 0
        sample(name + "_bucket", [("le", "+Inf")], String(total))
        sample(name + "_sum", [], Self.number(sum))
        sample(name + "_count", [], String(total))
    }

    /// A number that Go's `ParseFloat` reads; whole numbers have no decimal point.
    package static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
