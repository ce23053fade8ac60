/// The query of a link: keeps what was asked, changes one thing. `?q=pain&page=3`, or nothing at all.
public struct QueryString: Sendable, CustomStringConvertible {
    private var pairs: [(name: String, value: String)]

    /// These pairs, without the empty ones.
    public init(_ pairs: [(name: String, value: String)] = []) { self.pairs = pairs.filter { !$0.value.isEmpty } }

    /// What `form` says of `names`, in that order: a link keeps the filters a page knows and nothing else.
    public init(keeping names: [String], of form: Form) {
        self.init(names.flatMap { name in form.all(name).map { (name, $0) } })
    }

    /// The same with `name` standing for `value`, at its old place or at the end; an empty or nil value takes it out.
    public func setting(_ name: String, _ value: String?) -> QueryString {
        var result = self
        let place = pairs.firstIndex { $0.name == name }
        result.pairs.removeAll { $0.name == name }
        if let value, !value.isEmpty { result.pairs.insert((name, value), at: place ?? result.pairs.endIndex) }
        return result
    }

    /// With its question mark, percent-encoded; empty without pairs. Escape it like any text when it goes into HTML.
    public var description: String {
        pairs.isEmpty
            ? ""
            : "?"
                + pairs.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
                .joined(separator: "&")
    }
}
