import SQLite

/// Why the association’s file cannot be used, as one line for the person.
func explain(_ error: DatabaseError) -> String {
    switch error {
    case .newerThanProgram(let found, let known):
        say(
            fr: """
                les données viennent d’une version plus récente du programme (schéma \(found), connu jusqu’à \(known)) : \
                installez la version récente
                """,
            en: "the data come from a newer version (schema \(found), this one knows \(known)): install that version")
    case .notThisProgram(let path):
        say(
            fr: "\(path) n’est pas un fichier de ce programme ; rien n’y a été changé",
            en: "\(path) is not a file of this program; nothing in it was changed")
    case .preRelease(let path): explainPreRelease(path)
    case .corrupt(let damage):
        say(
            fr: """
                le fichier de l’association est abîmé (\(explanation(of: damage))) : remettez une sauvegarde avec \
                chaland restore
                """,
            en: """
                the association’s file is damaged (\(explanation(of: damage))): restore a backup with chaland restore
                """)
    case .notAFile(let path):
        say(
            fr: "\(path) n’est pas un fichier ordinaire, rien n’y a été lu ni écrit : indiquez un autre nom",
            en: "\(path) is not a regular file, nothing in it was read or written: give another name")
    case .migrationFailed(let version, let name, let cause): explain(cause, inMigration: version, named: name)
    case .schemaChanged:
        say(
            fr: "une autre version du programme a pris ces données en charge : relancez celle-ci, ou mettez-la à jour",
            en: "another version of the program now uses these data: start that one, or update this one"
        )
    case .inUse(let path):
        say(
            fr: "\(path) est un fichier en service : choisissez un autre nom",
            en: "\(path) is in use: choose another name")
    case .queueFull, .closed: "\(error)"
    }
}

/// A file of a pre-release is refused.
private func explainPreRelease(_ path: String) -> String {
    say(
        fr: """
            \(path) vient d’une version d’essai de Chaland, que cette version ne sait pas lire ; rien n’y a été changé : \
            indiquez un dossier vide avec --storage, ou gardez la version d’essai
            """,
        en: """
            \(path) was made by a pre-release of Chaland, which this version cannot read; nothing in it was changed: \
            name an empty folder with --storage, or keep the pre-release
            """)
}

/// A migration failed.
private func explain(_ cause: SQLiteError, inMigration version: Int, named name: String) -> String {
    if cause.trouble == .diskFull {
        return say(
            fr: """
                les données n’ont pas pu passer à cette version du programme (étape \(version), \(name)) : le disque est \
                plein. Rien n’a été changé ; libérez trois fois la place qu’elles occupent et relancez
                """,
            en: """
                the data could not be migrated to this version of the program (step \(version), \(name)): the disk is full. \
                Nothing was changed; free three times the size of the data and start again
                """)
    }
    return say(
        fr: """
            les données n’ont pas pu passer à cette version du programme (étape \(version), \(name), \
            SQLite \(cause.extendedCode) : \(cause.message)). Rien n’a été changé : reprenez la version d’avant du \
            programme, ou remettez une sauvegarde avec chaland restore
            """,
        en: """
            the data could not be migrated to this version of the program (step \(version), \(name), \
            SQLite \(cause.extendedCode): \(cause.message)). Nothing was changed: go back to the previous version of the \
            program, or restore a backup with chaland restore
            """)
}

/// What is wrong with a file, in a few words.
func explanation(of damage: Damage) -> String {
    switch damage {
    case .unreadable(let finding):
        say(fr: "SQLite y trouve ceci : \(finding)", en: "SQLite finds this: \(finding)")
    case .cutShort(let missing):
        say(fr: "il manque \(counted(missing)) octets à la fin", en: "\(counted(missing)) bytes are missing at the end")
    case .reference(let table):
        say(
            fr: "une ligne de \(table) renvoie à une autre qui n’y est pas",
            en: "a row of \(table) refers to a missing row")
    case .schema(let type, let name):
        say(
            fr: "\(type) \(name) n’est pas ce que ce programme y met",
            en: "\(type) \(name) is not what this program creates")
    case .encoding(let name):
        say(fr: "ses textes sont en \(name), pas en UTF-8", en: "its text encoding is \(name), not UTF-8")
    case .pageSize(let bytes):
        say(
            fr: "ses pages ont \(counted(bytes)) octets, ce programme ne les fait pas ainsi",
            en: "its pages have \(counted(bytes)) bytes, which this program never writes")
    case .unfinished:
        say(
            fr: "il a été copié au milieu d’une écriture, son journal est à côté",
            en: "it was copied during a write; its journal is beside it")
    }
}

/// Why SQLite could not read or write, as one line for the person.
func explain(_ error: SQLiteError) -> String {
    if error.isBusy {
        return say(
            fr: "un autre programme écrit en ce moment dans l’association : réessayez dans un instant",
            en: "another program is writing to the association just now: try again in a moment")
    }
    let file = error.path ?? say(fr: "le fichier de l’association", en: "the association’s file")
    switch error.trouble {
    case .diskFull:
        return say(
            fr: "le disque est plein, rien n’a été écrit : libérez de la place et recommencez",
            en: "the disk is full, nothing was written: free some room and try again")
    case .readOnly:
        return say(
            fr: "\(file) ne peut pas être écrit : ce compte n’en a pas le droit, ou le disque est en lecture seule",
            en: "\(file) cannot be written: this account has no permission, or the disk is read-only")
    case .unreachable:
        return say(
            fr: "\(file) ne peut pas être ouvert ou écrit : vérifiez qu’il est là et que ce compte y a droit",
            en: "\(file) cannot be opened or written: check that it exists and that this account has permission")
    case .failing:
        return say(
            fr: "le disque a refusé une lecture ou une écriture (SQLite \(error.extendedCode)) : vérifiez-le",
            en: "the disk failed to read or write (SQLite \(error.extendedCode)): check it")
    case nil: break
    }
    return say(fr: "les données ne répondent pas : \(error)", en: "the database failed: \(error)")
}
