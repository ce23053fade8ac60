import Foundation
import SQLite
import TestSupport
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

/// What an operator sees, measured on the built program over a socket.
@Suite("chaland serve: metrics, access log, hosts") struct OperatingTests {
    /// The lines of a file, once there are `count` of them.
    private func lines(_ path: String, atLeast count: Int) async throws -> [Substring] {
        var lines: [Substring] = []
        await eventually {
            lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
            return lines.count >= count
        }
        return lines
    }

    @Test("/metrics counts every request by route pattern, and the access log has a line for each") func counts()
        async throws
    {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        let log = folder.path + "/access.log"
        let served = try Served(folder.path, [:], "--access-log", log)
        let requests: [(path: String, route: String, status: Int)] = [
            ("/up", "/up", 200), ("/boutiques", "/boutiques", 200), ("/boutiques?q=pain", "/boutiques", 200),
            ("/boutiques", "/boutiques", 200), ("/en/boutiques", "/boutiques", 200), ("/b/0000", "/b/:code", 404),
            ("/invitation/0000-SECRET", "/invitation/:token", 410), ("/accueil", "/accueil", 303),
            ("/public/chaland.css", "/public/*", 200), ("/nowhere/rose@example.org", "(none)", 404),
            ("/readyz", "/readyz", 200),
        ]
        for (path, _, status) in requests { #expect(try await served.page(path).status == status, "\(path)") }

        let text = try await served.page("/metrics").text.split(separator: "\n").dropLast().joined(separator: "\n")
        let page = try PrometheusReader(text + "\n")
        #expect(page.faults == [])
        let total = Double(requests.count)
        #expect(page.sum("chaland_http_requests_total") == total)
        #expect(page.value("chaland_http_request_duration_seconds_count") == total)
        for (route, wanted) in Dictionary(grouping: requests, by: \.route) {
            #expect(
                page.sum("chaland_http_requests_total") { $0.labels["route"] == route } == Double(wanted.count),
                "\(route)")
        }
        #expect(page.value("chaland_http_connections_accepted_total") == total + 1)
        #expect(page.value("chaland_build_info", ["version": "0.1.0"]) == 1)

        let lines = try await lines(log, atLeast: requests.count + 1)
        #expect(lines.count == requests.count + 1)
        for (line, request) in zip(lines, requests) {
            #expect(line.contains(" method=GET route=\(request.route) status=\(request.status) "), "\(line)")
        }
        for secret in ["SECRET", "rose", "pain", "127.0.0.1"] { #expect(!lines.joined().contains(secret)) }
        #expect(served.stop() == 0)
    }

    @Test("SIGUSR1 and SIGHUP reopen the access log after it was moved away", arguments: [SIGUSR1, SIGHUP])
    func rotates(_ signal: Int32) async throws {
        let folder = try ScratchFolder()
        let log = folder.path + "/access.log"
        let served = try Served(folder.path + "/storage", ["CHALAND_ACCESS_LOG": log])
        #expect(try await served.page("/up").status == 200)
        #expect(try await lines(log, atLeast: 1).count == 1)
        try FileManager.default.moveItem(atPath: log, toPath: log + ".1")
        kill(served.process.processIdentifier, signal)
        #expect(try await lines(log + ".1", atLeast: 1).count == 1)
        #expect(await eventually { FileManager.default.fileExists(atPath: log) })
        #expect(try await served.page("/up").status == 200)
        #expect(served.stop() == 0)
        #expect(try await lines(log, atLeast: 1).count == 1)
        #expect(try await lines(log + ".1", atLeast: 1).count == 1)
    }

    @Test("with a public address, other hosts get 421; health checks of this machine do not") func hosts()
        async throws
    {
        let folder = try ScratchFolder()
        let served = try Served(
            folder.path, until: "premiers-pas",
            ["CHALAND_PUBLIC_URL": "https://rue.example", "CHALAND_OTHER_HOSTS": "www.rue.example"])
        func status(_ host: String) async throws -> Int { try await served.page("/up", "-H", "Host: \(host)").status }
        for known in ["rue.example", "www.rue.example:80", "localhost", "127.0.0.1:\(served.port)"] {
            #expect(try await status(known) == 200, "\(known)")
        }
        #expect(try await status("evil.example") == 421)
        #expect(try await status("rue.example/x") == 400)
        #expect(try await served.page("/metrics").status == 200)
        #expect(try Program.run("health", "--port", served.port).code == 0)
        #expect(served.stop() == 0)
    }

    @Test(
        "the token of /metrics may be in a file, as systemd and containers pass secrets",
        arguments: [true, false])
    func tokenFile(_ isOption: Bool) async throws {
        let folder = try ScratchFolder()
        let file = folder.path + "/token"
        try "correct-horse-battery\r\n".write(toFile: file, atomically: true, encoding: .utf8)
        // An option wins over every variable.
        let variables =
            isOption ? ["CHALAND_METRICS_TOKEN": "staple-correct-horse"] : ["CHALAND_METRICS_TOKEN_FILE": file]
        let options = ["--metrics-token-file", file]
        let served =
            isOption
            ? try Served(folder.path + "/storage", until: "premiers-pas", variables, options[0], options[1])
            : try Served(folder.path + "/storage", until: "premiers-pas", variables)
        func opens(_ token: String) async throws -> Bool {
            try await served.page(
                "/metrics", "-H", "X-Forwarded-For: 192.0.2.1", "-H", "Authorization: Bearer \(token)"
            ).text.contains("chaland_build_info")
        }
        #expect(try await opens("correct-horse-battery"))
        #expect(try await !opens("staple-correct-horse"))
        #expect(served.stop() == 0)
    }

    @Test("an error page and the access log show the same request id") func reference() async throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        let log = folder.path + "/access.log"
        let served = try Served(folder.path, ["CHALAND_TRUSTED_PROXIES": "127.0.0.1"], "--access-log", log)
        let answer = try await served.page("/nowhere", "-H", "X-Request-Id: from-the-proxy", "-D", "-")
        #expect(answer.text.contains("X-Request-Id: from-the-proxy"))
        #expect(try await lines(log, atLeast: 1).first?.contains(" id=from-the-proxy ") == true)
        #expect(served.stop() == 0)
    }

    @Test("a demonstration is not served on a public address with its known passwords") func publicDemo() async throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        for address in ["https://rue.example", "https://localhost.example", "https://127.rue.example:8443"] {
            let arguments = ["--storage", folder.path, "--port", "0", "--public-url", address]
            let refused = try Program.outcome(of: Program.start(["serve"] + arguments))
            #expect(refused.code == 1 && refused.errorLines.count == 1, "\(refused)")
            #expect(refused.errors.contains("--public-demo"), "\(address)")
        }
        let served = try Served(
            folder.path, until: "DÉMONSTRATION", ["CHALAND_PUBLIC_URL": "https://rue.example"], "--public-demo")
        let line = try #require(served.lines.first { $0.contains("DÉMONSTRATION") })
        #expect(line.contains("presidente@vitrines.example") && !line.contains("une rue qui vit"))
        let known = try await served.page(
            "/connexion", "-H", "Host: rue.example", "-d", "email=presidente@vitrines.example&password=une rue qui vit",
            "-H", "Sec-Fetch-Site: same-origin")
        #expect(known.status == 422)
        #expect(served.stop() == 0)
    }

    @Test("passwords of a demonstration are announced while they open its accounts") func knownPasswords() throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        let first = try Served(folder.path, until: "DÉMONSTRATION")
        #expect(first.lines.contains { $0.contains("une rue qui vit") })
        #expect(first.stop() == 0)
        let variables = ["CHALAND_PUBLIC_URL": "https://rue.example"]
        #expect(try Served(folder.path, until: "DÉMONSTRATION", variables, "--public-demo").stop() == 0)
        let later = try Served(folder.path)
        #expect(later.stop() == 0)
        #expect(!(later.lines.joined() + later.rest()).contains("une rue qui vit"))
    }

    @Test("links that commands print have the address of the settings, unless one is given") func address() throws {
        let folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        let database = try Store.open(folder.path + "/association.sqlite")
        try database.writeNow { try Association.use(WebOrigin("https://rue-du-marche.fr"), in: $0) }
        database.close()
        let arguments = ["user", "link", "--storage", folder.path, "--member", "presidente@vitrines.example"]
        let link = try Program.outcome(of: Program.start(arguments))
        #expect(link.output.hasPrefix("https://rue-du-marche.fr/connexion/"), "\(link.errors)")
        let given = try Program.outcome(of: Program.start(arguments + ["--public-url", "https://rue.example"]))
        #expect(given.output.hasPrefix("https://rue.example/connexion/"))
        // Its passwords are known: with a public address it is not served.
        let served = try Program.outcome(of: Program.start(["serve", "--storage", folder.path, "--port", "0"]))
        #expect(served.code == 1 && served.errors.contains("--public-demo"))
    }

    private static let faketime = ["x86_64", "aarch64"].map { "/usr/lib/\($0)-linux-gnu/faketime/libfaketimeMT.so.1" }
        .first { FileManager.default.fileExists(atPath: $0) }

    @Test("a clock before 2020 causes a warning at the start", .enabled(if: faketime != nil, "libfaketime is missing"))
    func clock() throws {
        let folder = try ScratchFolder()
        let clock = [
            "LD_PRELOAD": Self.faketime ?? "", "FAKETIME": "@2001-02-03 10:00:00", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        ]
        let served = try Served(folder.path, until: "premiers-pas", clock)
        #expect(served.lines.contains { $0.contains("L’HORLOGE DE CETTE MACHINE EST FAUSSE (2001)") })
        #expect(served.stop() == 0)
    }
}
