import SQLite

extension Row {
    /// A column that counts something, or sums counts: 0 to `SiteLimits.largestCount`, so that a page may add some and multiply them,
    /// whatever somebody has written into the store.
    func count(_ column: Int) -> Int { min(max(int(column), 0), SiteLimits.largestCount) }
}

extension Instant: Bindable {
    /// Binds the seconds.
    public func bind(to statement: Statement, at index: Int32) throws { try seconds.bind(to: statement, at: index) }
}

extension Day: Bindable {
    /// Binds `YYYY-MM-DD`.
    public func bind(to statement: Statement, at index: Int32) throws { try description.bind(to: statement, at: index) }
}

extension Money: Bindable {
    /// Binds the cents.
    public func bind(to statement: Statement, at index: Int32) throws { try cents.bind(to: statement, at: index) }
}

extension Member.ID: Bindable {}
extension Shop.ID: Bindable {}
extension Project.ID: Bindable {}
