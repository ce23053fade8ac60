import Glibc
import HTTPServer
import POSIX

/// One line that names the setting to correct.
func explain(_ error: ConfigurationError) -> String {
    switch error {
    case .proxy(let text):
        say(
            fr: """
                CHALAND_TRUSTED_PROXIES contient « \(text) » : il faut une adresse, un bloc comme 10.0.0.0/8, ou unix
                """,
            en: "CHALAND_TRUSTED_PROXIES has “\(text)”: it must be an address, a block such as 10.0.0.0/8, or unix")
    case .host(let text):
        say(
            fr: "aucune machine ne s’appelle \(text) : corrigez --host",
            en: "there is no host \(text): correct --host")
    case .path(let text):
        say(
            fr: "le chemin \(text) est trop long pour une prise Unix (107 octets au plus) : corrigez --socket",
            en: "the path \(text) is too long for a Unix socket (107 bytes at most): correct --socket")
    case .descriptors(let found, let least):
        say(
            fr: """
                \(found) fichiers ouverts à la fois ne suffisent pas, il en faut \(least) : relevez la limite (ulimit -n, ou \
                LimitNOFILE sous systemd)
                """,
            en: """
                the limit of \(found) open files is too low, \(least) are needed: raise it (ulimit -n, or LimitNOFILE under \
                systemd)
                """)
    case .sockets(let count):
        say(
            fr: "systemd a ouvert \(count) prises : gardez une seule ligne ListenStream",
            en: "systemd passed \(count) sockets: use a single ListenStream line")
    case .notListening:
        say(
            fr: "ce que systemd a ouvert ne reçoit pas de connexions : il faut une ligne ListenStream, et Accept=no",
            en: "the socket systemd passed does not listen: use a ListenStream line and Accept=no")
    }
}

/// One line about a failed system call: the reason, and what to do.
func explain(_ error: SyscallError) -> String {
    switch error.errno {
    case EADDRINUSE:
        say(
            fr: "l’adresse \(error.subject) est déjà prise par un autre programme : choisissez un autre --port",
            en: "the address \(error.subject) is already taken by another program: choose another --port")
    case EACCES where error.call == "bind" && error.subject.hasPrefix("/"),
        ENOENT where error.call == "bind":
        say(
            fr:
                "la prise \(error.subject) ne peut pas être créée : vérifiez le dossier et ses droits, ou corrigez --socket",
            en: "the socket \(error.subject) cannot be created: check its folder and permissions, or correct --socket")
    case EACCES where error.call == "bind":
        say(
            fr: "ce compte n’a pas le droit d’écouter sur \(error.subject) : prenez un --port à partir de 1024",
            en: "this account has no permission to listen on \(error.subject): use a --port of 1024 or more")
    case EADDRNOTAVAIL:
        say(
            fr: "cette machine n’a pas l’adresse \(error.subject) : corrigez --host",
            en: "this machine has no address \(error.subject): correct --host")
    case EMFILE, ENFILE:
        say(
            fr: "trop de fichiers ouverts : relevez la limite (ulimit -n, ou LimitNOFILE sous systemd)",
            en: "too many files are open: raise the limit (ulimit -n, or LimitNOFILE under systemd)")
    default:
        say(
            fr: "le système a refusé \(error.call) \(error.subject) (\(reason(error.errno)))",
            en: "the system refused \(error.call) \(error.subject) (\(reason(error.errno)))")
    }
}
