/// Byte range requests (RFC 9110 §14).
public enum ByteRanges {
    /// The response to send.
    public enum Outcome: Sendable, Equatable {
        /// 200 with the whole representation: no range requested, or one to ignore.
        case whole
        /// 206 with these parts, one or several, in the requested order; each is within the representation and not
        /// empty.
        case parts([Range<Int>])
        /// 416 with `Content-Range: bytes */length`: no requested range overlaps the representation.
        case unsatisfiable
    }

    /// Most ranges in one request; with more, the whole representation is sent (RFC 9110 §17.15). PDF readers request a
    /// few.
    public static let maximumCount = 16

    /// Evaluates `Range` and `If-Range` for a representation of `length` bytes. Only GET has ranges (§14.2). Call it
    /// after `Conditional.evaluate` has returned `.proceed`.
    ///
    /// - Parameters:
    ///   - etag: the entity tag of the representation with its quotes; nil without one.
    ///   - lastModified: when it last changed, in seconds since 1970; nil when unknown.
    public static func evaluate(
        _ head: RequestHead, length: Int, etag: String? = nil, lastModified: Int? = nil
    ) -> Outcome {
        guard head.method == .get, let field = head.joinedFields(.range),
            isCurrent(head, etag: etag, lastModified: lastModified)
        else { return .whole }
        return parse(field, length: length)
    }

    /// `If-Range` (§13.1.5): a strong match of the tag, or exactly the date; otherwise the whole representation is
    /// sent.
    private static func isCurrent(_ head: RequestHead, etag: String?, lastModified: Int?) -> Bool {
        guard let condition = head.joinedFields(.ifRange) else { return true }
        if let date = HTTPDate.parse(condition) { return date == lastModified }
        guard let etag else { return false }
        return EntityTag.matches(condition.utf8, etag.utf8, .strong)
    }

    /// Parses a `Range` field for `length` bytes. Ignored, as §14.2 and §17.15 allow: other units, invalid syntax, more
    /// than `maximumCount` ranges, and ranges whose total length exceeds the representation.
    public static func parse(_ field: String, length: Int) -> Outcome {
        let bytes = Array(field.utf8)
        guard bytes.count > 6, bytes[..<6].elementsEqual("bytes=".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else {
            return .whole
        }
        return bytes.withUnsafeBufferPointer { bytes in
            var parts: [Range<Int>] = []
            var total = 0
            var count = 0
            for element in ListElements(bytes, 6..<bytes.count) {
                count += 1
                guard count <= maximumCount, let spec = Spec(UnsafeBufferPointer(rebasing: bytes[element])) else {
                    return .whole
                }
                // A suffix of an empty representation is the whole of it (§14.1.2); `Content-Range` cannot express
                // that.
                if length == 0, spec.isSatisfiedByEmptiness { return .whole }
                guard let part = spec.part(of: length) else { continue }
                parts.append(part)
                total += part.count
            }
            if count == 0 || total > length { return .whole }
            return parts.isEmpty ? .unsatisfiable : .parts(parts)
        }
    }

    /// One `range-spec`: `first-`, `first-last` or `-suffix`.
    private enum Spec {
        case from(Int, through: Int)
        case suffix(Int)

        init?(_ bytes: UnsafeBufferPointer<UInt8>) {
            guard let hyphen = bytes.firstIndex(of: ASCII.hyphen) else { return nil }
            guard let last = Self.number(bytes[(hyphen + 1)...]), let first = Self.number(bytes[..<hyphen]) else {
                return nil
            }
            switch (first, last) {
            case (nil, nil): return nil
            case (nil, let suffix?): self = .suffix(suffix)
            case (let first?, nil): self = .from(first, through: Int.max)
            case (let first?, let last?):
                guard first <= last else { return nil }
                self = .from(first, through: last)
            }
        }

        /// `.some(nil)` when it is empty, nil when it is not a number. An overflow becomes `Int.max`.
        private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int?? {
            if digits.isEmpty { return .some(nil) }
            var number = 0
            for digit in digits {
                guard ASCII.isDigit(digit) else { return nil }
                number = number > Int.max / 16 ? Int.max : number * 10 + Int(digit - ASCII.zero)
            }
            return number
        }

        var isSatisfiedByEmptiness: Bool {
            if case .suffix(let count) = self { count > 0 } else { false }
        }

        func part(of length: Int) -> Range<Int>? {
            switch self {
            case .from(let first, let last): first < length ? first..<(Swift.min(last, length - 1) + 1) : nil
            case .suffix(let count): count > 0 ? Swift.max(0, length - count)..<length : nil
            }
        }
    }
}

extension ByteRanges {
    /// The value of `Content-Range` for one part (§14.4).
    public static func contentRange(_ part: Range<Int>, of length: Int) -> String {
        "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)"
    }

    /// The value of `Content-Range` in a 416.
    public static func unsatisfiedRange(of length: Int) -> String { "bytes */\(length)" }

    /// The body of a 206 with several parts (§14.6), sent as `multipart/byteranges; boundary=…`. `boundary` must not
    /// occur in `bytes`: use a random one.
    public static func multipart(
        _ parts: [Range<Int>], of bytes: [UInt8], contentType: String, boundary: String
    ) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(parts.reduce(0) { $0 + $1.count + 160 })
        for part in parts {
            let head =
                "\r\n--\(boundary)\r\nContent-Type: \(contentType)\r\n"
                + "Content-Range: \(contentRange(part, of: bytes.count))\r\n\r\n"
            body.append(contentsOf: head.utf8)
            body.append(contentsOf: bytes[part])
        }
        body.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
        return body
    }
}
