import SQLite

extension Instant: Bindable {
    /// Binds the seconds.
    public func bind(to statement: Statement, at index: Int32) throws { try seconds.bind(to: statement, at: index) }
}
