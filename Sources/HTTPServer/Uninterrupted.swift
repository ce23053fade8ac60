import Glibc
import POSIX

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
