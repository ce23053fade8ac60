import ArgumentParser
import Chaland
import ChalandDemo
import SQLite

/// `chaland demo`.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: say(
            fr: "Remplit un dossier neuf d’une rue inventée, pour essayer.",
            en: "Fills a new folder with an invented street, to try the program."),
        discussion: say(
            fr:
                "Les comptes affichés à la fin ont des mots de passe connus de tous : jamais pour une vraie association.",
            en: "The accounts shown at the end have public passwords: never for a real association."))

    @OptionGroup var storage: StorageOption

    @Option(
        help: ArgumentHelp(
            say(fr: "Boutiques. [CHALAND_SHOPS ; sinon 40]", en: "Shops. [CHALAND_SHOPS; else 40]"), valueName: "n"))
    var shops: Int?

    @Option(
        help: ArgumentHelp(
            say(fr: "Projets. [CHALAND_PROJECTS ; sinon 8]", en: "Projects. [CHALAND_PROJECTS; else 8]"), valueName: "n"
        ))
    var projects: Int?

    @Option(
        help: ArgumentHelp(
            say(fr: "Rencontres. [CHALAND_ENCOUNTERS ; sinon 3000]", en: "Encounters. [CHALAND_ENCOUNTERS; else 3000]"),
            valueName: "n"))
    var encounters: Int?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Un autre nombre, une autre rue. [CHALAND_SEED ; sinon 1]",
                en: "The seed: another number makes another street. [CHALAND_SEED; else 1]"),
            valueName: "n"))
    var seed: Int?

    func run() throws {
        var size = Demo.Size()
        size.shops = try Setting.number(shops, ["CHALAND_SHOPS"], in: 1...5_000, size.shops)
        size.projects = try Setting.number(projects, ["CHALAND_PROJECTS"], in: 0...2_000, size.projects)
        size.encounters = try Setting.number(encounters, ["CHALAND_ENCOUNTERS"], in: 0...5_000_000, size.encounters)
        size.seed = UInt64(try Setting.number(seed, ["CHALAND_SEED"], in: 0...Int.max, 1))

        let folder = storage.folder
        try Folders.makeStorage(folder)
        // A larger page cache: a demonstration may write a million rows.
        var configuration = DatabaseConfiguration()
        configuration.cacheKiB = 128_000
        let database = try Store.open(Folders.database(in: folder), configuration)
        defer { database.close() }
        let bar = ProgressBar(say(fr: "La rue s’installe", en: "Filling the street"))
        do {
            try Demo.fill(database, size, progress: bar.show)
        } catch Demo.Refusal.notEmpty {
            throw CommandFailure(
                say(
                    fr: "il y a déjà une association dans \(folder) : la démonstration ne va que dans un dossier neuf",
                    en: "there is an association in \(folder) already: choose a new folder for the demonstration"))
        }
        bar.end()
        printSummary(size, folder)
    }

    private func printSummary(_ size: Demo.Size, _ folder: String) {
        Terminal.line(
            say(
                fr: """
                    Rue inventée dans \(folder) : \(counted(size.shops)) boutiques, \(counted(size.projects)) projets, \
                    \(counted(size.encounters)) rencontres.
                    Comptes d’essai. ATTENTION : mots de passe connus de tous, jamais sur un vrai site.
                    """,
                en: """
                    An invented street in \(folder): \(counted(size.shops)) shops, \(counted(size.projects)) projects, \
                    \(counted(size.encounters)) encounters.
                    Accounts to try. WARNING: these passwords are public; never use them on a real site.
                    """))
        for account in Demo.accounts {
            Terminal.line(
                "  \(say(fr: account.french, en: account.english)) : \(account.email)  « \(account.password) »")
        }
    }
}
