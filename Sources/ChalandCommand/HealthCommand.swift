import ArgumentParser
import Shell

/// `chaland health`: reads `/readyz` of the server on this machine, for a container's health check.
struct HealthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: say(
            fr: "Demande au serveur de cette machine s’il est prêt (0 : oui, 1 : non).",
            en: "Asks the server of this machine whether it is ready (0: yes, 1: no)."))

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Le port du serveur. [CHALAND_PORT ou PORT ; sinon 8080]",
                en: "The server’s port. [CHALAND_PORT or PORT; else 8080]"), valueName: "port"))
    var port: Int?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "La prise Unix du serveur. [CHALAND_SOCKET]", en: "The server’s Unix socket. [CHALAND_SOCKET]"),
            valueName: say(fr: "chemin", en: "path")))
    var socket: String?

    func run() throws {
        // An option wins over every variable, CHALAND_SOCKET included.
        let path = socket ?? (port == nil ? Environment.value("CHALAND_SOCKET") : nil)
        let port = try Setting.number(port, ["CHALAND_PORT", "PORT"], in: 1...65_535, 8080)
        let server = path.map(LocalServer.unix) ?? .port(UInt16(port))
        guard server.statusLine(of: Link.readiness.path).hasPrefix("HTTP/1.1 200 ") else {
            throw CommandFailure(say(fr: "le serveur n’est pas prêt", en: "the server is not ready"))
        }
        Terminal.line(say(fr: "prêt", en: "ready"))
    }
}
