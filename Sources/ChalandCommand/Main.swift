import ArgumentParser
import CLinux
import Glibc
import HTTPServer

/// Entry point: parses the command line and runs the command. A failure is one line on standard error.
///
/// Exit codes: 0 done, 1 failed, 2 invalid command line.
@main
struct Main {
    static func main() {
        // A closed pipe must not end the program: writes to it fail with EPIPE instead.
        signal(SIGPIPE, SIG_IGN)
        openStreams()
        do {
            var command = try ChalandCommand.parseAsRoot(arguments)
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// Opens closed standard streams on /dev/null. Otherwise the first file or socket would get number 0, 1 or 2 and
    /// receive messages.
    private static func openStreams() {
        var descriptor: Int32
        repeat { descriptor = open("/dev/null", O_RDWR) } while (0...STDERR_FILENO).contains(descriptor)
        if descriptor >= 0 { close(descriptor) }
    }

    /// The arguments, without the program's name.
    private static var arguments: [String] {
        var texts: [String] = []
        while let text = chaland_argument(Int32(texts.count + 1)) { texts.append(String(cString: text)) }
        return texts
    }

    private static func end(with error: any Error) -> Never {
        if let failure = error as? CommandFailure {
            Terminal.error(failure.line)
            exit(failure.code)
        }
        if case ConfigurationError.proxy = error {
            Terminal.error(explanation(of: error))
            exit(CommandFailure.badUse)
        }
        switch ChalandCommand.exitCode(for: error) {
        case .success:  // --help and the like
            Terminal.line(ParserMessages.help(ChalandCommand.fullMessage(for: error)))
            exit(0)
        case .validationFailure:
            let sentence = ChalandCommand.message(for: error).split(separator: "\n").first.map(String.init) ?? ""
            let reason = ParserMessages.reason(sentence).map { " (\($0))" } ?? ""
            Terminal.error(
                say(
                    fr: "commande mal écrite\(reason). L’aide : chaland --help",
                    en: "invalid command line\(reason). Help: chaland --help"))
            exit(CommandFailure.badUse)
        default:
            Terminal.error(explanation(of: error))
            exit(CommandFailure.failed)
        }
    }
}

/// `chaland`: the root command.
struct ChalandCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chaland",
        abstract: say(
            fr: "Le site d’une association de commerçants : ses boutiques, ses rencontres, ses projets communs.",
            en: "The site of a merchants’ association: its shops, its encounters, its shared projects."),
        discussion: say(
            fr: """
                Chaque option a sa variable d’environnement, indiquée entre crochets ; l’option l’emporte sur la variable.
                Une commande peut être lancée pendant que le serveur tourne : son effet se voit à la page suivante.
                """,
            en: """
                Every option has an environment variable, given in brackets; the option wins over the variable.
                A command may run beside the server: its effect shows on the next page.
                """),
        subcommands: [
            ServeCommand.self, DemoCommand.self, ImportCommand.self, UserCommand.self, BackupCommand.self,
            RestoreCommand.self, DueCommand.self, HealthCommand.self, VersionCommand.self,
        ])
}
