/// Limits of one request head. Exceeding one is an error; nothing is truncated.
public struct HeadLimits: Sendable {
    /// Bytes of the request line without its CRLF; more is 414. Browsers stay under 2 KiB; RFC 9112 §3 recommends at
    /// least 8,000.
    public var line: Int
    /// Bytes of one field line without its CRLF; more is 431. The longest are cookies, at most 4 KiB each.
    public var field: Int
    /// Bytes of the whole head, empty line included; more is 431. Same as nginx; at most 65,535, since heads have
    /// 16-bit offsets.
    public var head: Int
    /// Number of field lines; more is 431. A browser behind two proxies sends about 30.
    public var fields: Int

    /// The defaults; `docs/operating.md` lists them.
    public init(line: Int = 8192, field: Int = 8192, head: Int = 32_768, fields: Int = 100) {
        precondition(head <= Int(UInt16.max), "a head is indexed by 16 bits")
        self.line = line
        self.field = field
        self.head = head
        self.fields = fields
    }
}

/// Limits of the syntax around the data of a chunked body (RFC 9112 §7.1).
public struct ChunkLimits: Sendable {
    /// Bytes of one chunk line, size and extensions, without its CRLF; more is 400.
    public var line: Int
    /// Bytes of the extensions of all chunks of one body; more is 400. Without it, one byte of data may cost 256 bytes
    /// of input (see CVE-2023-39326).
    public var extensions: Int
    /// Bytes of the trailer section; more is 431.
    public var trailers: Int

    /// Defaults: 256 bytes a chunk line, 8 KiB of extensions, 8 KiB of trailers.
    public init(line: Int = 256, extensions: Int = 8192, trailers: Int = 8192) {
        self.line = line
        self.extensions = extensions
        self.trailers = trailers
    }
}
