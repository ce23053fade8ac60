/// One whole request: its head, its body, and who sent it.
public struct Request: Sendable {
    /// The head.
    public var head: RequestHead
    /// The body, chunks already joined; empty without one.
    public var body: [UInt8]
    /// The numeric address of the peer, or what a configured proxy says it is; empty on a Unix socket.
    public var peer: String
    /// Whether the visitor's connection is encrypted, as a configured proxy says.
    public var isSecure: Bool
    /// What it is called in the logs.
    public var id = RequestID(number: 0)

    /// A request; tests build them with `Request(.get, "/boutiques")`.
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
