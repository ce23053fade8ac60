/// The query of a link, with operations to preserve some parameters and change others: `?q=pain&page=3`, or empty.
public struct QueryString: Sendable, CustomStringConvertible {
    private var pairs: [(name: String, value: String)]

    /// These pairs, without those with an empty value.
    public init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs.filter { !$0.value.isEmpty } }

    /// The values of `names` in `form`, in that order, so that a link preserves only the known filters of a page.
    public init(keeping names: [String], of form: Form) {
        self.init(names.flatMap { name in form.all(name).map { (name, $0) } })
    }

    /// A copy with `name` set to `value`, at its old position or at the end; an empty or nil value removes it.
    public func setting(_ name: String, _ value: String?) -> QueryString {
        var result = self
        let place = pairs.firstIndex { $0.name == name }
        result.pairs.removeAll { $0.name == name }
        if let value, !value.isEmpty { result.pairs.insert((name, value), at: place ?? result.pairs.endIndex) }
        return result
    }

    /// Percent-encoded, with the question mark; empty without pairs. Must be escaped in HTML.
    public var description: String {
        pairs.isEmpty
            ? ""
            : "?"
                + pairs.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
                .joined(separator: "&")
    }
}
