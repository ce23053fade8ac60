import Glibc
import Synchronization

/// Figures of this process from the kernel; 0 where it has none.
struct ProcessFigures {
    let residentBytes: Int
    let openDescriptors: Int
    let maxDescriptors: Int
    let processorSeconds: Double

    init() {
        // proc_pid_statm(5): sizes in pages; the second is the resident size.
        let pages = Self.text(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
        // Since Linux 6.2 the size of this folder is the number of descriptors (proc_pid_fd(5)).
        let size = Self.size(of: "/proc/self/fd")
        openDescriptors = size > 0 ? size : Self.entries(of: "/proc/self/fd")
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        maxDescriptors = Int(clamping: limit.rlim_cur)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        processorSeconds = [usage.ru_utime, usage.ru_stime].reduce(0) {
            $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
        }
    }

    /// Bytes of a file; 0 when it is not there.
    static func size(of path: String) -> Int {
        var found = stat()
        return stat(path, &found) == 0 ? Int(found.st_size) : 0
    }

    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(descriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    private static func entries(of path: String) -> Int {
        guard let folder = opendir(path) else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.`, `..` and the descriptor of this folder.
        return max(0, count - 3)
    }
}

/// Counters of one loop for `/metrics`: written by the loop, read by any thread.
final class LoopFigures: Sendable {
    let hits = Atomic<Int>(0)
    let misses = Atomic<Int>(0)
    let bytes = Atomic<Int>(0)
}
