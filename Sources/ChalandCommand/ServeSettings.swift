import ArgumentParser
import Glibc
import HTTPServer

/// The options of `chaland serve`.
struct ServeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            say(
                fr: "L’adresse où écouter. [CHALAND_HOST ; sinon 127.0.0.1 ; :: pour toutes]",
                en: "The address to listen on. [CHALAND_HOST; else 127.0.0.1; :: for all]"), valueName: "host"))
    var host: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Le port ; 0 : un port libre. [CHALAND_PORT ou PORT ; sinon 8080]",
                en: "The port; 0: any free one. [CHALAND_PORT or PORT; else 8080]"), valueName: "port"))
    var port: Int?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Une prise Unix où écouter, à la place de l’adresse et du port. [CHALAND_SOCKET]",
                en: "A Unix socket to listen on, instead of address and port. [CHALAND_SOCKET]"),
            valueName: say(fr: "chemin", en: "path")))
    var socket: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Le nombre de boucles d’événements. [CHALAND_LOOPS ; sinon le nombre de cœurs]",
                en: "The number of event loops. [CHALAND_LOOPS; else the number of cores]"), valueName: "n"))
    var loops: Int?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "L’adresse que tapent les visiteurs, pour les affiches et les liens. [CHALAND_PUBLIC_URL]",
                en: "The address visitors type, for posters and links. [CHALAND_PUBLIC_URL]"), valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr:
                    "D’autres noms du site, séparés par des virgules ; avec --public-url, tout autre nom est refusé (421). [CHALAND_OTHER_HOSTS]",
                en:
                    "Other names of the site, separated by commas; with --public-url every other name is refused (421). [CHALAND_OTHER_HOSTS]"
            ), valueName: say(fr: "nom,…", en: "name,…")))
    var otherHosts: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "Les adresses des proxys à croire, séparées par des virgules. [CHALAND_TRUSTED_PROXIES]",
                en: "The addresses of trusted proxies, separated by commas. [CHALAND_TRUSTED_PROXIES]"),
            valueName: "ip,…"))
    var trustedProxies: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr: "La forme du journal : text ou json. [CHALAND_LOG ; sinon text]",
                en: "The format of the log: text or json. [CHALAND_LOG; else text]"), valueName: "text|json"))
    var log: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr:
                    "Une ligne par réponse, sans donnée personnelle : un fichier, - pour la sortie standard, none. [CHALAND_ACCESS_LOG ; sinon none]",
                en:
                    "One line per response, without personal data: a file, - for standard output, none. [CHALAND_ACCESS_LOG; else none]"
            ), valueName: say(fr: "fichier|-|none", en: "file|-|none")))
    var accessLog: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr:
                    "Le jeton qui ouvre /metrics à une autre machine ; la variable ne se voit pas dans la liste des processus. [CHALAND_METRICS_TOKEN]",
                en:
                    "The token for /metrics from another machine; the variable is not visible in the process list. [CHALAND_METRICS_TOKEN]"
            ), valueName: say(fr: "jeton", en: "token")))
    var metricsToken: String?

    @Option(
        help: ArgumentHelp(
            say(
                fr:
                    "Le fichier où est ce jeton, comme le donnent systemd et les conteneurs. [CHALAND_METRICS_TOKEN_FILE]",
                en: "The file with this token, as systemd and containers pass secrets. [CHALAND_METRICS_TOKEN_FILE]"),
            valueName: say(fr: "fichier", en: "file")))
    var metricsTokenFile: String?

    @Flag(
        help: ArgumentHelp(
            say(
                fr: "Pour qui modifie le programme : /style est servi. [CHALAND_DEVELOPMENT=1]",
                en: "For developers: /style is served. [CHALAND_DEVELOPMENT=1]")))
    var development = false

    @Flag(
        help: ArgumentHelp(
            say(
                fr:
                    "Sert la démonstration sur une adresse publique, avec des mots de passe tirés au hasard. [CHALAND_PUBLIC_DEMO=1]",
                en: "Serves the demonstration on a public address, with random passwords. [CHALAND_PUBLIC_DEMO=1]")))
    var publicDemo = false
}

/// The settings of `chaland serve`: options, then environment, then defaults; every value checked.
struct ServeSettings {
    var server: ServerConfiguration
    let publicURL: String?
    /// `Host` values accepted besides that of the public address.
    let otherHosts: [String]
    let metricsToken: String?
    /// Path of the access log: nil for none, `-` for standard output.
    let accessLog: String?
    let log: LogLines.Form
    let isDevelopment: Bool
    let limitsRate: Bool
    /// Whether a demonstration may be served on a public address.
    let allowsPublicDemo: Bool
    private let host: String

    init(_ options: ServeOptions) throws {
        host = Setting.text(options.host, "CHALAND_HOST", "127.0.0.1")
        let port = try Setting.number(options.port, ["CHALAND_PORT", "PORT"], in: 0...65_535, 8080)
        let cores = max(1, min(64, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        let loops = try Setting.number(options.loops, ["CHALAND_LOOPS"], in: 1...256, cores)
        let proxies = Setting.text(options.trustedProxies, "CHALAND_TRUSTED_PROXIES", "")
            .split { $0 == "," || $0 == " " }.map(String.init)
        // An option wins over every variable, CHALAND_SOCKET included.
        let isTCPRequested = options.host != nil || options.port != nil
        let endpoint: ServerConfiguration.Endpoint
        if let descriptor = try Systemd.listener() {
            endpoint = .inherited(descriptor: descriptor)
        } else if let path = options.socket ?? (isTCPRequested ? nil : Environment.value("CHALAND_SOCKET")) {
            endpoint = .unix(path: path)
        } else {
            endpoint = .tcp(host: host, port: port)
        }
        server = ServerConfiguration(endpoint: endpoint, loops: loops, trustedProxies: proxies)
        publicURL = try (options.publicURL ?? Environment.value("CHALAND_PUBLIC_URL")).map(PublicURL.origin)
        otherHosts = try Self.hosts(options.otherHosts) + Self.literal(host)
        metricsToken = try MetricsToken.read(options)
        let accessLog = Setting.text(options.accessLog, "CHALAND_ACCESS_LOG", "none")
        self.accessLog = accessLog == "none" ? nil : accessLog
        log = try Setting.choice(options.log, "CHALAND_LOG", LogLines.Form.text, allowed: "text, json")
        isDevelopment = try Setting.flag(options.development, "CHALAND_DEVELOPMENT")
        allowsPublicDemo = try Setting.flag(options.publicDemo, "CHALAND_PUBLIC_DEMO")
        limitsRate = try Setting.choice(nil, "CHALAND_RATE_LIMIT", RateLimit.on, allowed: "on, off") == .on
    }

    private enum RateLimit: String {
        case on, off
    }

    /// The address listened on, as a `Host` value: monitors use it. None for a wildcard.
    private static func literal(_ host: String) -> [String] {
        ["0.0.0.0", "::", ""].contains(host) ? [] : [host.contains(":") && host.first != "[" ? "[\(host)]" : host]
    }

    private static func hosts(_ option: String?) throws -> [String] {
        let names = Setting.text(option, "CHALAND_OTHER_HOSTS", "").split { $0 == "," || $0 == " " }.map(String.init)
        for name in names where name.contains(where: { "/?#@\"'<>\\*".contains($0) || !$0.isASCII }) {
            throw CommandFailure.badUse(
                say(
                    fr: "CHALAND_OTHER_HOSTS contient « \(name) » : il faut un nom comme www.rue-du-marche.fr",
                    en: "CHALAND_OTHER_HOSTS has “\(name)”: it must be a name such as www.rue-du-marche.fr"))
        }
        return names
    }

    /// Where to open the site on this machine; without a TCP port, the address of the proxy in front.
    func address(port: Int) -> String {
        guard port > 0 else { return "http://localhost" }
        guard case .tcp = server.endpoint else { return "http://localhost:\(port)" }
        return "http://\(Self.literal(host).first ?? "localhost"):\(port)"
    }
}
