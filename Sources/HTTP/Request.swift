/// A complete request: head, body and peer.
public struct Request: Sendable {
    /// The head.
    public var head: RequestHead
    /// The body, with chunks joined; empty without one.
    public var body: [UInt8]
    /// The numeric address of the client, from a trusted proxy's header when there is one; empty on a Unix socket.
    public var peer: String
    /// Whether the client's connection is encrypted, as a trusted proxy reports.
    public var isSecure: Bool
    /// Whether a peer that is no trusted proxy sent a forwarding field.
    public var hasUntrustedForwarding = false
    /// Its identifier in the logs.
    public var id = RequestID(number: 0)

    /// A request from a parsed head; tests use `Request(.get, "/boutiques")`.
    public init(head: RequestHead, body: [UInt8] = [], peer: String = "", isSecure: Bool = false) {
        self.head = head
        self.body = body
        self.peer = peer
        self.isSecure = isSecure
    }

    /// The method.
    public var method: Method { head.method }
    /// The decoded path.
    public var path: String { head.path }
    /// The value of the first field called `name`, or nil.
    public subscript(name: FieldName) -> String? { head.field(name) }
}
