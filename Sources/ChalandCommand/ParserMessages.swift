import ArgumentParser

/// Translates the messages of swift-argument-parser, which are English only.
///
/// Its version is pinned in `Package.swift`, and tests check each sentence. An unknown sentence is left out of a French
/// message.
enum ParserMessages {
    /// Why a command line is invalid; nil for a sentence without a translation.
    static func reason(_ english: String) -> String? {
        func quoted(_ text: Substring) -> String { "« " + text.replacing("', '", with: " », « ") + " »" }
        let known: [(english: Regex<(Substring, Substring)>, french: (String) -> String)] = [
            (/Unexpected argument '(.*)'/, { "\($0) est de trop" }),
            (/\d+ unexpected arguments: '(.*)'/, { "\($0) sont de trop" }),
            (/Unknown option '([^']*)'.*/, { "l’option \($0) n’existe pas" }),
            (/Missing expected argument '(.*)'/, { "il manque \($0)" }),
            (/Missing one of: '(.*)'/, { "il manque l’un de : \($0)" }),
            (/Missing value for '(.*)'/, { "il manque la valeur de \($0)" }),
            (/The option '(.*)' does not take any value, .*/, { "l’option \($0) ne prend pas de valeur" }),
            (/The value '.*' is invalid for '([^']*)'.*/, { "la valeur donnée à \($0) ne convient pas" }),
            (/Invalid option: (.*)/, { "l’option \($0) n’existe pas" }),
        ]
        for (pattern, french) in known {
            guard let match = english.wholeMatch(of: pattern) else { continue }
            return say(fr: french(quoted(match.1)), en: english)
        }
        return say(fr: nil, en: english)
    }

    /// The help of a command. Other output, such as a completion script, is returned as it is.
    static func help(_ english: String) -> String {
        guard english.hasPrefix("OVERVIEW: ") || english.hasPrefix("USAGE: ") else { return english }
        return say(fr: french(english), en: english)
    }

    private static func french(_ help: String) -> String {
        let titles = [
            "OVERVIEW: ": "", "USAGE: ": "EMPLOI : ", "ARGUMENTS:": "À DONNER :", "OPTIONS:": "OPTIONS :",
            "SUBCOMMANDS:": "COMMANDES :",
        ]
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            if let match = line.wholeMatch(of: /\s+See '(.*)' for detailed help\./) {
                return "  Le détail d’une commande : \(match.1)"
            }
            for (title, french) in titles where line.hasPrefix(title) { return french + line.dropFirst(title.count) }
            return String(line).replacing("Show help information.", with: "Affiche cette aide.")
        }
        return lines.joined(separator: "\n").replacing("<subcommand>", with: "<commande>")
    }
}
