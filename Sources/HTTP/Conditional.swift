/// Conditional requests (RFC 9110 §13).
public enum Conditional {
    /// The result of the preconditions.
    public enum Outcome: Sendable, Equatable {
        /// Answer the request.
        case proceed
        /// Answer 304: the client's copy is current.
        case notModified
        /// Answer 412: the representation is not the one the client expects.
        case preconditionFailed
    }

    /// Evaluates the preconditions of `head` in the order of RFC 9110 §13.2.2. Call it only when the response without
    /// them would be 2xx. `ByteRanges` evaluates `If-Range`.
    ///
    /// - Parameters:
    ///   - etag: the entity tag of the current representation with its quotes, `"…"` or `W/"…"`; nil without one.
    ///   - lastModified: when it last changed, in seconds since 1970; nil when unknown.
    public static func evaluate(_ head: RequestHead, etag: String?, lastModified: Int?) -> Outcome {
        switch head.method {
        case .connect, .options, .trace: return .proceed  // §13.2.1: they select no representation
        default: break
        }
        let isRead = head.method.isRead

        if head.has(.ifMatch) {
            guard EntityTag.lists(head, .ifMatch, etag, comparison: .strong) else { return .preconditionFailed }
        } else if let lastModified, let limit = date(head, .ifUnmodifiedSince), lastModified > limit {
            return .preconditionFailed
        }

        if head.has(.ifNoneMatch) {
            guard EntityTag.lists(head, .ifNoneMatch, etag, comparison: .weak) else { return .proceed }
            return isRead ? .notModified : .preconditionFailed
        }
        if isRead, let lastModified, let limit = date(head, .ifModifiedSince), lastModified <= limit {
            return .notModified
        }
        return .proceed
    }

    /// An invalid date is ignored (§13.1.3), and so is a field sent twice.
    private static func date(_ head: RequestHead, _ name: FieldName) -> Int? {
        head.joinedFields(name).flatMap { HTTPDate.parse($0) }
    }
}

/// Entity tags and their weak and strong comparison (RFC 9110 §8.8.3).
enum EntityTag {
    enum Comparison { case strong, weak }

    /// Whether the fields called `name` match `etag`: they are a single `*`, or a valid list of tags that contains it
    /// (§13.1.1).
    static func lists(_ head: RequestHead, _ name: FieldName, _ etag: String?, comparison: Comparison) -> Bool {
        let own = etag.map { Array($0.utf8) }
        var (isListed, isWellFormed, stars, fields) = (false, true, 0, 0)
        head.forEachField(name) { bytes in
            fields += 1
            if UnsafeBufferPointer(rebasing: bytes[ListElements.trimmed(bytes, 0..<bytes.count)]).isEqual("*") {
                stars += 1
                return
            }
            for element in ListElements(bytes, 0..<bytes.count, hasEscapes: false) {
                let sent = UnsafeBufferPointer(rebasing: bytes[element])
                if !isTag(sent) { isWellFormed = false }
                if let own, matches(sent, own, comparison) { isListed = true }
            }
        }
        return stars == 0 ? isWellFormed && isListed : stars == 1 && fields == 1
    }

    /// `"…"` or `W/"…"`, without a quote, space or control character inside (§8.8.3).
    private static func isTag(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let tag = opaque(bytes).tag
        return tag.count >= 2 && tag.first == ASCII.quote && tag.last == ASCII.quote
            && tag.dropFirst().dropLast().allSatisfy { $0 > ASCII.space && $0 != ASCII.quote && $0 != ASCII.delete }
    }

    /// Compares two tags. Strong: equal and neither is weak. Weak: equal after removing `W/`.
    static func matches(
        _ left: some Collection<UInt8>, _ right: some Collection<UInt8>, _ comparison: Comparison
    ) -> Bool {
        let (leftTag, rightTag) = (opaque(left), opaque(right))
        if comparison == .strong, leftTag.isWeak || rightTag.isWeak { return false }
        // Require the quotes, so that an unquoted word never matches a tag.
        return leftTag.tag.count >= 2 && leftTag.tag.first == ASCII.quote && leftTag.tag.elementsEqual(rightTag.tag)
    }

    private static func opaque<Bytes: Collection<UInt8>>(_ bytes: Bytes) -> (tag: Bytes.SubSequence, isWeak: Bool) {
        let isWeak = bytes.starts(with: "W/".utf8)
        return (isWeak ? bytes.dropFirst(2) : bytes[...], isWeak)
    }
}
