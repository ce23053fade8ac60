/// A value that can be bound to a parameter of a statement.
///
/// A type with a raw value conforms in one line (`extension Shop.ID: Bindable {}`). Other types forward to one of the
/// types below: `func bind(to s: Statement, at i: Int32) throws { try text.bind(to: s, at: i) }`.
public protocol Bindable: Sendable {
    /// Binds this value to the parameter `index` (from 1) of `statement`.
    func bind(to statement: Statement, at index: Int32) throws
}

extension Int: Bindable {
    /// Bound as INTEGER.
    public func bind(to statement: Statement, at index: Int32) throws { try statement.bind(Int64(self), at: index) }
}

extension Int64: Bindable {
    /// Bound as INTEGER.
    public func bind(to statement: Statement, at index: Int32) throws { try statement.bind(self, at: index) }
}

extension Bool: Bindable {
    /// Bound as INTEGER 0 or 1.
    public func bind(to statement: Statement, at index: Int32) throws {
        try statement.bind(self ? 1 : Int64(0), at: index)
    }
}

extension Double: Bindable {
    /// Bound as REAL; SQLite has no NaN and stores NULL for it.
    public func bind(to statement: Statement, at index: Int32) throws { try statement.bind(self, at: index) }
}

extension String: Bindable {
    /// Bound as TEXT in UTF-8; U+0000 is preserved.
    public func bind(to statement: Statement, at index: Int32) throws { try statement.bind(self, at: index) }
}

extension [UInt8]: Bindable {
    /// Bound as BLOB; the empty array is an empty BLOB, not NULL.
    public func bind(to statement: Statement, at index: Int32) throws { try statement.bind(self, at: index) }
}

extension Optional: Bindable where Wrapped: Bindable {
    /// Bound as NULL, or as the wrapped value.
    public func bind(to statement: Statement, at index: Int32) throws {
        switch self {
        case .none: try statement.bindNull(at: index)
        case .some(let value): try value.bind(to: statement, at: index)
        }
    }
}

extension Bindable where Self: RawRepresentable, RawValue: Bindable {
    /// Bound as its raw value.
    public func bind(to statement: Statement, at index: Int32) throws { try rawValue.bind(to: statement, at: index) }
}
