import Base
import SQLite

extension Row {
    /// The largest count shown. A larger one in the file was not written by this program.
    private static let largestCount = 1_000_000_000

    /// A count, clamped to 0…1,000,000,000, so that pages can add and multiply counts of any file without overflow.
    package func count(_ column: Int) -> Int { min(max(int(column), 0), Row.largestCount) }

    /// A moment, stored in seconds.
    package func instant(_ column: Int) -> Instant { Instant(seconds: int(column)) }

    /// A moment, or nil.
    package func optionalInstant(_ column: Int) -> Instant? { optionalInt(column).map(Instant.init(seconds:)) }
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
