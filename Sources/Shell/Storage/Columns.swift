import Base
import SQLite

extension Row {
    /// The largest count that is shown: a thousand times the largest street we measure. A larger one in the store was written by hand.
    private static let largestCount = 1_000_000_000

    /// A column that counts something, or sums counts: 0 to a thousand million, so that a page may add some and multiply them,
    /// whatever somebody has written into the store.
    package func count(_ column: Int) -> Int { min(max(int(column), 0), Row.largestCount) }
}

extension Instant: Bindable {
    /// Binds the seconds.
    package func bind(to statement: Statement, at index: Int32) throws { try seconds.bind(to: statement, at: index) }
}

extension Day: Bindable {
    /// Binds `YYYY-MM-DD`.
    package func bind(to statement: Statement, at index: Int32) throws {
        try description.bind(to: statement, at: index)
    }
}

extension Money: Bindable {
    /// Binds the cents.
    package func bind(to statement: Statement, at index: Int32) throws { try cents.bind(to: statement, at: index) }
}

extension Member.ID: Bindable {}
