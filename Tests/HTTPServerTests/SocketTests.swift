import Testing

/// All tests that open sockets, run serially: two hundred connections beside a test of timeouts would measure the
/// machine.
@Suite("Sockets", .serialized) enum SocketTests {}
