import CSQLite

/// A function from text to text that SQL may call by name, such as `fold('Œuvre')` = `oeuvre` for indexing and searching.
///
/// In a schema it may stand in indexes and triggers. FTS5 tables themselves are filled by the body of a write: SQLite 3.40 lets
/// no trigger write them while the schema is untrusted (<https://sqlite.org/pragma.html#pragma_trusted_schema>).
///
/// It must answer the same for the same text, always: indexes and FTS5 tables keep what it once answered. NULL gives NULL.
public struct ScalarFunction: Sendable {
    let name: String
    let transform: @Sendable (String) -> String

    /// The function `name(text)`.
    public init(_ name: String, _ transform: @escaping @Sendable (String) -> String) {
        self.name = name
        self.transform = transform
    }

    /// Makes the function known to the connection `handle`.
    func register(with handle: OpaquePointer) throws {
        // INNOCUOUS: it may stand in triggers and indexes although the schema is not trusted.
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let context = Unmanaged.passRetained(Transform(transform)).toOpaque()
        let result = sqlite3_create_function_v2(
            handle, name, 1, flags, context,
            { context, _, values in
                guard let value = values?[0], let text = sqlite3_value_text(value),
                    let transform = sqlite3_user_data(context)
                else {
                    sqlite3_result_null(context)
                    return
                }
                let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
                var answer = Unmanaged<Transform>.fromOpaque(transform).takeUnretainedValue()
                    .apply(String(decoding: bytes, as: UTF8.self))
                answer.withUTF8 { utf8 in
                    utf8.withMemoryRebound(to: CChar.self) {
                        csqlite_result_text(context, $0.baseAddress, UInt64($0.count))
                    }
                }
            }, nil, nil,
            // SQLite calls this too when the registration itself fails.
            { context in context.map { Unmanaged<Transform>.fromOpaque($0).release() } })
        guard result == SQLITE_OK else { throw SQLiteError(of: handle) }
    }

    /// The closure as an object, so that a C pointer can lead to it.
    private final class Transform {
        let apply: @Sendable (String) -> String
        init(_ apply: @escaping @Sendable (String) -> String) { self.apply = apply }
    }
}
