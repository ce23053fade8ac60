import Glibc

/// What the program says outside its log. Written at once, each piece by one `write`, so that lines of several threads never mix.
enum Terminal {
    /// A line on standard output.
    static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// A line for the person that is not the output a script reads, on standard error.
    static func remark(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// The one line that says why the program ends, on standard error.
    static func error(_ text: String) { write("chaland : \(text)\n", to: STDERR_FILENO) }

    /// Whether somebody watches standard output, rather than a file or a log keeper.
    static var isWatched: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Bytes as they are. What cannot be written is lost: there is nobody to tell.
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
