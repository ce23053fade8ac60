import SQLite

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
