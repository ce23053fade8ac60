import Foundation
import SQLite
import Testing

@testable import Chaland

/// A running server on a free port.
final class Served {
    let process: Process
    let lines: [String]
    let address: String
    private let output: FileHandle

    /// Waits for a line of output with `until`.
    init(
        _ storage: String, until: String = "http://127", _ variables: [String: String] = [:], _ options: String...
    ) throws {
        process = try Program.start(
            ["serve", "--storage", storage, "--port", "0", "--loops", "1"] + options, variables)
        output = try #require(process.standardOutput as? Pipe).fileHandleForReading
        var text = ""
        while !text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().contains(where: {
            $0.contains(until)
        }) {
            let data = output.availableData
            guard !data.isEmpty else { break }
            text += String(decoding: data, as: UTF8.self)
        }
        lines = text.split(separator: "\n").map(String.init)
        address =
            lines.compactMap { $0.firstMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+/).map { String($0.output) } }.first ?? ""
        guard address.isEmpty else { return }
        process.terminate()
        let end = try Program.outcome(of: process)
        Issue.record("no address in «\(text)», then exit \(end.code): \(end.errors)")
    }

    /// The port it listens on.
    var port: String { String(address.split(separator: ":").last ?? "") }

    deinit { if process.isRunning { process.terminate() } }

    /// Requests a path with curl and these options.
    func page(_ path: String, _ options: String...) async throws -> (status: Int, text: String) {
        let url = try #require(URL(string: address + path))
        let text = try await Task.detached { () -> (Int, String) in
            let curl = Process()
            curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            curl.arguments = ["curl", "-s", "-w", "\n%{http_code}"] + options + [url.absoluteString]
            let pipe = Pipe()
            curl.standardOutput = pipe
            try curl.run()
            let all = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            curl.waitUntilExit()
            return (Int(all.split(separator: "\n").last ?? "") ?? 0, all)
        }.value
        return (text.0, text.1)
    }

    /// What it printed after `lines`; once it has ended.
    func rest() -> String { String(decoding: output.readDataToEndOfFile(), as: UTF8.self) }

    /// Sends SIGTERM and waits for the end; the exit code.
    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }
}

@Suite("chaland serve") struct ServeTests {
    @Test(
        "an empty storage gets one line with the set-up address and mode 0700; SIGTERM ends with 0"
    )
    func firstStart() async throws {
        let folder = try ScratchFolder()
        let storage = folder.path + "/new/storage"
        let served = try Served(storage, until: "Ouvrez")
        let openings = served.lines.filter { $0.contains("Ouvrez \(served.address)/premiers-pas/") }
        #expect(openings.count == 1)
        let path = try #require(openings.first?.firstMatch(of: /\/premiers-pas\/[0-9A-Z-]+/)).output
        #expect(try await served.page(String(path)).status == 200)
        #expect(try await served.page("/up").status == 200)
        let mode = try FileManager.default.attributesOfItem(atPath: storage)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        #expect(served.stop() == 0)
    }

    @Test("a command's effect shows at the next page; a second server on the port fails with a line") func together()
        async throws
    {
        let folder = try ScratchFolder()
        let demo = try Program.run(
            "demo", "--storage", folder.path, "--shops", "3", "--encounters", "20", "--projects", "1")
        try #require(demo.code == 0, "\(demo.errors)")
        let served = try Served(folder.path)
        #expect(try await served.page("/").text.contains("Valmorin"))
        let backup = try Program.run("backup", folder.path + "/b.sqlite", "--storage", folder.path)
        #expect(backup.code == 0)
        let link = try Program.run(
            "user", "add", "--office", "treasurer", "--email", "rose@example.org", "--name", "Rose", "--storage",
            folder.path, "--public-url",
            served.address)
        #expect(link.code == 0)
        let path = link.output.replacing(served.address, with: "").trimmingCharacters(in: .newlines)
        let page = try await served.page(path)
        #expect(page.status == 200)
        #expect(page.text.contains("Rose"))
        let again = try Program.run(
            "user", "add", "--office", "treasurer", "--email", "rose@example.org", "--name", "Rose", "--storage",
            folder.path)
        #expect(again.code == 1)

        for (email, office, shop) in [("lea@example.org", "staff", "7kq2"), ("max@example.org", "shopkeeper", "7KQ2")] {
            let added = try Program.run(
                "user", "add", "--office", office, "--shop", shop, "--email", email, "--name", "Léa", "--storage",
                folder.path, "--public-url", served.address)
            #expect(added.code == 0, "\(added.errors)")
            let path = added.output.replacing(served.address, with: "").trimmingCharacters(in: .newlines)
            #expect(try await served.page(path).status == 200)
        }
        let unknown = try Program.run(
            "user", "add", "--shop", "ZZZZ", "--email", "eve@example.org", "--name", "Eve", "--storage", folder.path)
        #expect(unknown.code == 1)

        let port = served.port
        let second = try Program.run("serve", "--storage", folder.path, "--port", port)
        #expect(second.code == 1)
        #expect(second.errorLines.count == 1)
        #expect(second.errors.contains(port))
        #expect(try Program.run("health", "--port", port).code == 0)

        let restored = try Program.run("restore", folder.path + "/b.sqlite", "--storage", folder.path)
        #expect(restored.code == 0)
        #expect(try await served.page(path).status == 410)
        #expect(served.stop() == 0)
        #expect(try Program.run("health", "--port", port).code == 1)
    }

    @Test("warns that rate limits are off, and writes its log as JSON") func loud() async throws {
        let folder = try ScratchFolder()
        let served = try Served(
            folder.path, until: "premiers-pas", ["CHALAND_RATE_LIMIT": "off", "CHALAND_LOG": "json"])
        let events = try served.lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
        }
        #expect(events.contains { $0["level"] == "warning" && $0["message"]?.contains("CHALAND_RATE_LIMIT") == true })
        #expect(served.stop() == 0)
    }
}
