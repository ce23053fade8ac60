import Glibc

/// A failed system call.
public struct SyscallError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The name of the call, such as `bind`.
    public let call: String
    /// The error code, such as `EADDRINUSE`.
    public let errno: Int32
    /// The object of the call, such as `127.0.0.1:8080`; may be empty.
    public let subject: String

    /// An error of `call`.
    public init(call: String, errno: Int32, subject: String = "") {
        self.call = call
        self.errno = errno
        self.subject = subject
    }

    /// One line for the terminal.
    public var description: String {
        let reason = String(cString: strerror(errno))
        let target = subject.isEmpty ? "" : " \(subject)"
        switch errno {
        case EADDRINUSE: return "cannot listen on \(subject): the address is already taken by another program"
        case EACCES where call == "bind":
            return "cannot listen on \(subject): permission denied (ports below 1024 need a privilege)"
        case EADDRNOTAVAIL: return "cannot listen on \(subject): this machine has no such address"
        default: return "\(call)\(target): \(reason) (errno \(errno))"
        }
    }
}
