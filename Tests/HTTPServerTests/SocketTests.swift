import Testing

/// All tests that open sockets, run serially: beside a test with two hundred connections, a test of timeouts would
/// measure the load of the machine.
@Suite("Sockets", .serialized) enum SocketTests {}
