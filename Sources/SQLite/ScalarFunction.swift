import CSQLite

/// An SQL function from text to text, such as `fold('Œuvre')` = `oeuvre` for indexing and searching.
///
/// Indexes and triggers may call it. FTS5 tables are filled by the body of a write, because in SQLite 3.40 triggers of
/// an untrusted schema cannot write them (<https://sqlite.org/pragma.html#pragma_trusted_schema>).
///
/// It must be deterministic across versions, because indexes and FTS5 tables store its results. NULL returns NULL.
public struct ScalarFunction: Sendable {
    let name: String
    let transform: @Sendable (String) -> String

    /// The function `name(text)`.
    public init(_ name: String, _ transform: @escaping @Sendable (String) -> String) {
        self.name = name
        self.transform = transform
    }

    /// Registers the function with the connection `handle`.
    func register(with handle: OpaquePointer) throws {
        // INNOCUOUS: allowed in triggers and indexes of an untrusted schema.
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
            // SQLite also calls this when the registration fails.
            { context in context.map { Unmanaged<Transform>.fromOpaque($0).release() } })
        guard result == SQLITE_OK else { throw SQLiteError(of: handle) }
    }

    /// The closure as an object, for a C pointer.
    private final class Transform {
        let apply: @Sendable (String) -> String
        init(_ apply: @escaping @Sendable (String) -> String) { self.apply = apply }
    }
}
