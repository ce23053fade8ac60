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

/// Repeats a system call while a signal interrupts it (EINTR, signal(7)).
///
/// - Returns: the result, or the negated error code, like the kernel: no throw and no thread-local look-up per request.
@inline(__always)
func uninterrupted<Value: FixedWidthInteger & SignedInteger>(_ call: () -> Value) -> Value {
    while true {
        let value = call()
        if value >= 0 { return value }
        let code = Glibc.errno
        if code != EINTR { return Value(-code) }
    }
}

/// `uninterrupted` that throws, for calls made once at start.
@discardableResult
func checked<Value: FixedWidthInteger & SignedInteger>(
    _ name: String, on subject: String = "", _ call: () -> Value
) throws(SyscallError) -> Value {
    let value = uninterrupted(call)
    if value < 0 { throw SyscallError(call: name, errno: Int32(-value), subject: subject) }
    return value
}
