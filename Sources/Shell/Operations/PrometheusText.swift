/// Figures in the text format of Prometheus, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/): each family has its help and its type, then its samples.
package struct PrometheusText {
    /// What a figure does.
    package enum Kind: String, Sendable {
        /// It only grows; its name ends in `_total`.
        case counter
        /// It goes up and down.
        case gauge
        /// Observations counted up to bounds.
        case histogram
    }

    /// What goes with these figures.
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var text = ""

    /// Begins a family; its samples follow.
    package mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
    }

    /// One sample. Label values are words of ours: quotes, backslashes and line ends in them are escaped all the same.
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
    ///   - bounds: upper bounds, growing, in the unit of the name.
    ///   - counts: observations up to each bound and above the one before; one more for those above all bounds.
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

    /// A number as Go's `ParseFloat` reads it, whole ones without a point.
    package static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
