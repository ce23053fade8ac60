import Glibc
import HTTPServer
import POSIX

/// Lets one machine at a time open a storage.
///
/// SQLite coordinates processes by shared memory, which two machines on one network folder do not have: both would
/// answer, and writes would vanish. So every process that opens the file holds a shared `flock` on `association.lock`
/// while it runs; network file systems forward it. The lock file contains the boot id of the machine (random(4)). It is
/// written only under the exclusive lock, which excludes all other processes. So a process that holds the shared lock
/// and reads its own boot id shares the storage only with processes of its own machine.
enum StorageLock {
    private static let name = "association.lock"
    /// Attempts, 20 ms apart, while another process of this machine starts and briefly holds the exclusive lock.
    private static let tries = 250

    /// Takes the lock of a storage folder for as long as this process runs. A storage that this account may only read
    /// is not locked: nothing is written to it.
    /// - Throws: `CommandFailure` when another machine has it.
    static func hold(_ folder: String) throws {
        let path = folder + "/" + name
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0, errno == EROFS || errno == EACCES { return }
        guard descriptor >= 0 else { throw SyscallError(call: "open", errno: errno, subject: path) }
        // Stays open: the lock ends with the process, however that ends.
        do { try take(descriptor, folder) } catch {
            close(descriptor)
            throw error
        }
    }

    private static func take(_ descriptor: Int32, _ folder: String) throws {
        let ownID = bootID()
        for _ in 0..<tries {
            if try lock(descriptor, LOCK_EX) { try write(ownID, to: descriptor) }
            // Converting the lock is not atomic (flock(2)), so the id is read again under the shared lock.
            if try lock(descriptor, LOCK_SH) {
                if try content(of: descriptor) == ownID { return }
                // Another machine's id: refused, unless the last process there has just ended.
                guard try lock(descriptor, LOCK_EX) else { throw taken(folder) }
                continue
            }
            usleep(20_000)
        }
        throw taken(folder)
    }

    /// False when another process has a lock that excludes this one. True on a file system without `flock`: other
    /// machines are not detected there.
    private static func lock(_ descriptor: Int32, _ kind: Int32) throws -> Bool {
        while flock(descriptor, kind | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return false
            case ENOLCK, EOPNOTSUPP, EINVAL: return true
            case let code: throw SyscallError(call: "flock", errno: code, subject: name)
            }
        }
        return true
    }

    private static func write(_ id: [UInt8], to descriptor: Int32) throws {
        guard pwrite(descriptor, id, id.count, 0) == id.count, ftruncate(descriptor, id.count) == 0,
            fsync(descriptor) == 0
        else { throw SyscallError(call: "write", errno: errno, subject: name) }
    }

    private static func content(of descriptor: Int32) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw SyscallError(call: "read", errno: errno, subject: name) }
        return Array(bytes[..<count])
    }

    /// The boot id: the same for all processes and containers of a machine, and new after each boot. The host name
    /// where /proc is not mounted.
    private static func bootID() -> [UInt8] {
        if let id = try? Folders.contents(of: "/proc/sys/kernel/random/boot_id", upTo: 64), !id.isEmpty { return id }
        var name = [CChar](repeating: 0, count: 64)
        gethostname(&name, name.count - 1)
        return name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    }

    private static func taken(_ folder: String) -> CommandFailure {
        CommandFailure(
            say(
                fr: """
                    une autre machine a ouvert \(folder) : arrêtez d’abord le programme là-bas, deux machines \
                    perdraient des données
                    """,
                en: "another machine has \(folder) open: stop the program there first, two machines would lose data"))
    }
}
