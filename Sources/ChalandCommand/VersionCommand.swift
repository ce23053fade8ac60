import ArgumentParser
import Chaland
import SQLite

/// The version of the program.
enum Version {
    /// As in `CHANGELOG.md` (https://semver.org).
    static let number = "0.1.0"
}

/// `chaland version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: say(
            fr: "Affiche la version du programme et de ses données.",
            en: "Shows the version of the program and its data."))

    func run() {
        Terminal.line(
            say(
                fr: "chaland \(Version.number) (schéma \(Store.schema.version))",
                en: "chaland \(Version.number) (schema \(Store.schema.version))"))
    }
}
