/// Values cached by one event loop: one of each type, valid for a key.
///
/// Features store their own types here; the shell knows none of them. Each type bounds its own size and is a class, so
/// that a read copies nothing. Confined to its loop.
package struct LoopCache {
    private final class Entry<Value, Key: Equatable> {
        let value: Value
        let key: Key

        init(_ value: Value, _ key: Key) { (self.value, self.key) = (value, key) }
    }

    private var entries: [ObjectIdentifier: AnyObject] = [:]

    /// The value of this type; nil when none is stored for an equal key.
    func value<Value, Key: Equatable>(_ type: Value.Type, validFor key: Key) -> Value? {
        guard let entry = entries[ObjectIdentifier(type)] as? Entry<Value, Key>, entry.key == key else { return nil }
        return entry.value
    }

    /// Stores a value in place of the one of its type.
    mutating func store<Value, Key: Equatable>(_ value: Value, validFor key: Key) {
        entries[ObjectIdentifier(Value.self)] = Entry(value, key)
    }

    /// Drops all values.
    mutating func removeAll() { entries.removeAll() }
}

extension SiteLoop {
    /// The cached value of this type for an equal key; made and stored when there is none.
    ///
    ///     try loop.cached(DirectorySnapshot.self, validFor: moment) {
    ///         try DirectorySnapshot(in: loop.reader, at: now)
    ///     }
    package func cached<Value, Key: Equatable>(
        _ type: Value.Type, validFor key: Key, make: () throws -> Value
    ) rethrows -> Value {
        if let known = cache.value(type, validFor: key) { return known }
        let value = try make()
        cache.store(value, validFor: key)
        return value
    }

    /// The value of this type cached since the last write of any process; made and stored when there is none.
    package func cachedUntilWrite<Value>(_ type: Value.Type, make: () throws -> Value) rethrows -> Value {
        try cached(type, validFor: memory.state, make: make)
    }
}
