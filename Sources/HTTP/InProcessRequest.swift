extension Request {
    /// Builds a request in memory by running the parser over its text: for tests, and to call the site without a
    /// socket. `Host: localhost` and `Content-Length` are added when missing and needed.
    ///
    /// - Precondition: the parser accepts it. Never pass it bytes from a client.
    public init(
        _ method: Method, _ target: String, fields: [(String, String)] = [], body: [UInt8] = [], peer: String = "",
        isSecure: Bool = false
    ) {
        var text = "\(method.rawValue) \(target) HTTP/1.1\r\n"
        let names = Set(fields.map { $0.0.lowercased() })
        if !names.contains("host") { text += "Host: localhost\r\n" }
        if !body.isEmpty, !names.contains("content-length") { text += "Content-Length: \(body.count)\r\n" }
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        text += "\r\n"
        self.init(head: Self.head(Array(text.utf8)), body: body, peer: peer, isSecure: isSecure)
    }

    private static func head(_ bytes: [UInt8]) -> RequestHead {
        do {
            let result = try bytes.withUnsafeBufferPointer { bytes throws(ParseError) in
                try RequestParser.parseHead(bytes, scanned: 0)
            }
            guard case .complete(let head, _) = result else { preconditionFailure("an incomplete request") }
            return head
        } catch {
            preconditionFailure("\(error.status.code) \(error.reason)")
        }
    }
}
