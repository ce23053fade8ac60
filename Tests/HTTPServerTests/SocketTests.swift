import Testing

/// Everything that opens sockets, one test after the other: two hundred connections beside a slow-head test would
/// measure the machine, not the server.
@Suite("over sockets", .serialized) enum SocketTests {}
