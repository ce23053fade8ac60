import Chaland
import Foundation
import Glibc
import HTMLTemplate
import HTTPServer
import SQLite

/// Why it did not work, in one line and in plain words.
func explanation(of error: any Error) -> String {
    let text: String
    switch error {
    case let error as CommandFailure: text = error.line
    case let error as DatabaseError: text = explain(error)
    case let error as SQLiteError: text = explain(error)
    case let error as SyscallError: text = explain(error)
    case let error as ConfigurationError: text = explain(error)
    case let error as TemplateError:
        text = say(fr: "un modèle de page est à corriger : \(error)", en: "a page template must be corrected: \(error)")
    case let error as CocoaError: text = error.localizedDescription
    default: text = "\(error)"
    }
    return text.replacing("\n", with: " ")
}

private func explain(_ error: ConfigurationError) -> String {
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
            en: "no machine is called \(text): correct --host")
    case .path(let text):
        say(
            fr: "le chemin \(text) est trop long pour une prise Unix (107 octets au plus) : corrigez --socket",
            en: "the path \(text) is too long for a Unix socket (107 bytes at most): correct --socket")
    case .sockets(let count):
        say(
            fr: "systemd a ouvert \(count) prises : gardez une seule ligne ListenStream",
            en: "systemd has opened \(count) sockets: keep a single ListenStream line")
    }
}

private func explain(_ error: DatabaseError) -> String {
    switch error {
    case .newerThanProgram(let found, let known):
        say(
            fr: """
                les données viennent d’une version plus récente du programme (schéma \(found), connu jusqu’à \(known)) : \
                installez la version récente
                """,
            en:
                "the data come from a newer version of the program (schema \(found), known up to \(known)): install that one"
        )
    case .notThisProgram(let path):
        say(
            fr: "\(path) n’est pas un fichier de ce programme ; rien n’y a été changé",
            en: "\(path) is not a file of this program; nothing in it was changed")
    case .corrupt(let finding):
        say(
            fr: "le fichier de l’association est abîmé (\(finding)) : remettez une sauvegarde avec chaland restore",
            en: "the association’s file is damaged (\(finding)): put a backup back with chaland restore")
    case .schemaChanged:
        say(
            fr: "une autre version du programme a pris ces données en charge : relancez celle-ci, ou mettez-la à jour",
            en: "another version of the program has taken these data over: start this one again, or bring it up to date"
        )
    case .inUse(let path):
        say(
            fr: "\(path) est un fichier en service : choisissez un autre nom",
            en: "\(path) is in use: choose another name")
    default: "\(error)"
    }
}

private func explain(_ error: SQLiteError) -> String {
    if error.isBusy {
        return say(
            fr: "un autre programme écrit en ce moment dans l’association : réessayez dans un instant",
            en: "another program is writing to the association just now: try again in a moment")
    }
    if error.isFull {
        return say(
            fr: "les données ne peuvent pas être écrites (disque plein, ou droits du dossier) : \(error.message)",
            en: "the data cannot be written (disk full, or the folder’s rights): \(error.message)")
    }
    return say(fr: "les données ne répondent pas : \(error)", en: "the data do not answer: \(error)")
}

private func explain(_ error: SyscallError) -> String {
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
            en: "the socket \(error.subject) cannot be made: check the folder and its rights, or correct --socket")
    case EACCES where error.call == "bind":
        say(
            fr: "ce compte n’a pas le droit d’écouter sur \(error.subject) : prenez un --port à partir de 1024",
            en: "this account may not listen on \(error.subject): take a --port from 1024 on")
    case EADDRNOTAVAIL:
        say(
            fr: "cette machine n’a pas l’adresse \(error.subject) : corrigez --host",
            en: "this machine has no address \(error.subject): correct --host")
    default: "\(error)"
    }
}
