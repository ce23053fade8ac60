import Chaland
import Glibc
import HTTPServer
import POSIX
import Shell

/// The folders the program works with.
enum Folders {
    /// The folder with `Templates` and `Public`: the requested one, else an ancestor of the executable, else
    /// `/usr/share/chaland`, else the current folder.
    static func home(_ option: HomeOption) throws -> String {
        if let requested = option.option ?? Environment.value("CHALAND_HOME") {
            guard isHome(requested) else {
                throw CommandFailure(
                    say(
                        fr: "le dossier \(requested) n’a pas les dossiers Templates et Public du programme",
                        en: "the folder \(requested) does not contain the program’s Templates and Public folders"))
            }
            return requested
        }
        if let found = (aroundProgram() + ["/usr/share/chaland", "."]).first(where: isHome) { return found }
        throw CommandFailure(
            say(
                fr: "les dossiers Templates et Public du programme sont introuvables : indiquez où avec --home",
                en: "the program’s Templates and Public folders were not found: name their folder with --home"))
    }

    /// Makes the storage folder when it is missing, with mode 0700: it holds personal data. Locks it for this machine.
    static func makeStorage(_ folder: String) throws {
        var made = ""
        for part in folder.split(separator: "/", omittingEmptySubsequences: false) {
            made += made.isEmpty && !folder.hasPrefix("/") ? String(part) : "/" + part
            if made.isEmpty || made == "/" || isFolder(made) { continue }
            if mkdir(made, 0o700) != 0 && errno != EEXIST { throw unwritable(folder, errno) }
        }
        guard isFolder(folder) else { throw unwritable(folder, ENOTDIR) }
        guard access(folder, W_OK | X_OK) == 0 else { throw unwritable(folder, errno) }
        try StorageLock.hold(folder)
    }

    /// The association's file in a storage.
    static func database(in folder: String) -> String { SiteConfiguration(home: "", storage: folder).databasePath }

    /// Requires a storage that exists: a mistyped folder must not make a new association. Locks it for this machine.
    static func requireStorage(_ folder: String) throws {
        guard access(database(in: folder), F_OK) == 0 else {
            throw CommandFailure(
                say(
                    fr: "il n’y a pas d’association dans \(folder) : indiquez son dossier avec --storage",
                    en: "there is no association in \(folder): name its folder with --storage"))
        }
        try StorageLock.hold(folder)
    }

    /// Requires a readable file.
    static func requireFile(_ path: String) throws {
        guard access(path, R_OK) == 0, !isFolder(path) else {
            throw CommandFailure(
                say(
                    fr: "le fichier \(path) manque ou ne peut pas être lu",
                    en: "the file \(path) is missing or cannot be read"))
        }
    }

    /// Reads a file or a pipe to its end, at most `limit` bytes.
    static func contents(of path: String, upTo limit: Int) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SyscallError(call: "open", errno: errno, subject: path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = read(descriptor, &piece, min(piece.count, limit - bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SyscallError(call: "read", errno: errno, subject: path) }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        return bytes
    }

    /// Requires that the folder of a file to be written exists and is writable.
    static func requireParent(of path: String) throws {
        guard !path.isEmpty else {
            throw CommandFailure.badUse(say(fr: "il manque le nom du fichier", en: "the name of the file is missing"))
        }
        let parent = parent(of: path)
        guard isFolder(parent), access(parent, W_OK | X_OK) == 0, !isFolder(path) else {
            throw CommandFailure(
                say(
                    fr: "\(path) ne peut pas être écrit : ce dossier manque, ou ce compte n’en a pas le droit",
                    en: "\(path) cannot be written: its folder is missing, or this account has no permission"))
        }
    }

    /// Runs `body` while no other backup or restore writes to `folder`. Each prepares its file under a fixed name
    /// there, so that the file of a killed run is removed by the next run. The lock ends with the process (flock(2)).
    static func locked<T>(in folder: String, _ body: () throws -> T) throws -> T {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SyscallError(call: "open", errno: errno, subject: folder) }
        defer { close(descriptor) }
        // On a file system without such locks, continue without one.
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
        return try body()
    }

    /// Runs `body` unless a backup or restore is at work in `folder`.
    static func ifUnlocked(in folder: String, _ body: () -> Void) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { body() }
    }

    /// The folder a file is in.
    static func parent(of path: String) -> String {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    private static func unwritable(_ folder: String, _ code: Int32) -> CommandFailure {
        CommandFailure(
            say(
                fr: "impossible d’écrire dans le dossier \(folder) (\(reason(code))) : changez ses droits ou --storage",
                en: "cannot write in the folder \(folder) (\(reason(code))): change its permissions or --storage"))
    }

    private static func aroundProgram() -> [String] {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { return [] }
        var parts = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self).split(
            separator: "/")
        var folders: [String] = []
        while parts.popLast() != nil { folders.append("/" + parts.joined(separator: "/")) }
        return folders
    }

    private static func isHome(_ folder: String) -> Bool {
        isFolder(folder + "/Templates") && isFolder(folder + "/Public")
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
