import Glibc

/// Output outside the log. Each piece is one unbuffered `write`, so that lines of several threads never mix.
enum Terminal {
    /// A line on standard output.
    static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// A line for the person, on standard error: not part of the output that a script reads.
    static func note(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// The line that says why the program fails, on standard error.
    static func error(_ text: String) { write("chaland : \(text)\n", to: STDERR_FILENO) }

    /// Whether standard output is a terminal.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Writes the bytes; what cannot be written is lost.
    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let written = Glibc.write(descriptor, bytes, bytes.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return }
            bytes.removeFirst(written)
        }
    }
}
