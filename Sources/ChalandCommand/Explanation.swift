import Chaland
import FoundationEssentials
import Glibc
import HTMLTemplate
import HTTPServer
import POSIX
import SQLite
import Shell

/// The error as one line of plain words for the person.
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
    case let error as StorageKeyError:
        text = say(
            fr: "la clé du dossier, \(error.path), ne peut pas être lue ou faite (\(reason(error.errno)))",
            en: "the key of the folder, \(error.path), cannot be read or made (\(reason(error.errno)))")
    case let error as CocoaError: text = explain(error)
    default: text = "\(error)"
    }
    return text.replacing("\n", with: " ")
}

/// An error of a file, as FoundationEssentials reports it.
private func explain(_ error: CocoaError) -> String {
    let path = error.filePath.map { $0 + " : " } ?? ""
    return path + reason((error.underlying as? POSIXError)?.code.rawValue ?? EIO)
}

/// An `errno` in a few words.
func reason(_ code: Int32) -> String {
    switch code {
    case ENOENT: say(fr: "ce chemin n’existe pas", en: "there is no such path")
    case ENOTDIR, EEXIST: say(fr: "un fichier porte ce nom", en: "a file has this name")
    case EISDIR: say(fr: "c’est un dossier", en: "it is a folder")
    case EACCES, EPERM: say(fr: "ce compte n’en a pas le droit", en: "this account has no permission")
    case EROFS: say(fr: "le disque est en lecture seule", en: "the disk is read-only")
    case ENOSPC, EDQUOT: say(fr: "le disque est plein", en: "the disk is full")
    case EIO: say(fr: "le disque ne répond pas", en: "the disk does not answer")
    case ENAMETOOLONG: say(fr: "ce nom est trop long", en: "this name is too long")
    default: "errno \(code)"
    }
}
