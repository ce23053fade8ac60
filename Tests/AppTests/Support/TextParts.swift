import Web

extension String {
    /// Percent-encoded, for a query.
    var addingPercent: String { PercentEncoding.encode(self) }

    /// The parts between occurrences of `separator`.
    func components(of separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
