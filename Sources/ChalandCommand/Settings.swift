import ArgumentParser
import Glibc

/// One setting: its option, else its environment variable, else its default.
enum Setting {
    /// A text.
    static func text(_ option: String?, _ variable: String, _ fallback: String) -> String {
        option ?? Environment.value(variable) ?? fallback
    }

    /// A whole number within `bounds`; anything else is bad use. The first variable that is set counts.
    static func number(_ option: Int?, _ variables: [String], in bounds: ClosedRange<Int>, _ fallback: Int) throws
        -> Int
    {
        if let option {
            guard bounds.contains(option) else { throw outside(bounds, String(option), variables[0]) }
            return option
        }
        for variable in variables {
            guard let text = Environment.value(variable) else { continue }
            guard let number = Int(text), bounds.contains(number) else { throw outside(bounds, text, variable) }
            return number
        }
        return fallback
    }

    /// A switch: the option, or its variable set to 1, true, yes or on.
    static func flag(_ option: Bool, _ variable: String) throws -> Bool {
        guard !option, let text = Environment.value(variable)?.lowercased() else { return option }
        switch text {
        case "1", "true", "yes", "on": return true
        case "0", "false", "no", "off": return false
        default: throw unknown(text, variable, "1, 0")
        }
    }

    /// One value of a closed list.
    static func choice<C: RawRepresentable<String>>(
        _ option: String?, _ variable: String, _ fallback: C, allowed: String
    ) throws -> C {
        guard let text = option ?? Environment.value(variable) else { return fallback }
        guard let choice = C(rawValue: text) else { throw unknown(text, variable, allowed) }
        return choice
    }

    private static func outside(_ bounds: ClosedRange<Int>, _ text: String, _ variable: String) -> CommandFailure {
        .badUse(
            say(
                fr:
                    "\(variable) vaut « \(text) » : il faut un nombre entier de \(bounds.lowerBound) à \(bounds.upperBound)",
                en:
                    "\(variable) is “\(text)”: it must be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
            ))
    }

    private static func unknown(_ text: String, _ variable: String, _ allowed: String) -> CommandFailure {
        .badUse(
            say(
                fr: "\(variable) vaut « \(text) » : les valeurs possibles sont \(allowed)",
                en: "\(variable) is “\(text)”: the possible values are \(allowed)"))
    }
}

/// The folder of the association's file.
struct StorageOption: ParsableArguments {
    @Option(
        name: .customLong("storage"),
        help: ArgumentHelp(
            say(
                fr: "Le dossier de l’association. [CHALAND_STORAGE ; sinon ./storage]",
                en: "The association’s folder. [CHALAND_STORAGE; else ./storage]"),
            valueName: say(fr: "dossier", en: "folder")))
    var option: String?

    /// The folder.
    var folder: String {
        let folder = Setting.text(option, "CHALAND_STORAGE", "./storage")
        return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }
}

/// Where the program's own files are.
struct HomeOption: ParsableArguments {
    @Option(
        name: .customLong("home"),
        help: ArgumentHelp(
            say(
                fr: "Le dossier de Templates et Public. [CHALAND_HOME ; sinon trouvé autour du programme]",
                en: "The folder that contains Templates and Public. [CHALAND_HOME; else searched for]"),
            valueName: say(fr: "dossier", en: "folder")))
    var option: String?
}
