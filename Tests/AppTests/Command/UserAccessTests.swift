import Foundation
import SQLite
import Testing

@testable import Chaland
@testable import Shell

@Suite("chaland user list, disable, enable") struct UserAccessTests {
    private let folder: ScratchFolder
    private var storage: String { folder.path }

    init() throws {
        folder = try ScratchFolder()
        _ = try Program.run("demo", "--storage", storage, "--shops", "3", "--encounters", "20", "--projects", "1")
    }

    private func lines() throws -> [[String]] {
        try Program.run("user", "list", "--storage", storage).output.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test("lists a member per line: code, address, name, offices, end of access") func list() throws {
        let lines = try lines()
        #expect(lines.allSatisfy { $0.count == 5 && $0[0].count == 16 })
        let president = try #require(lines.first { $0[1] == "presidente@vitrines.example" })
        #expect(president[2] == "Hélène Brindelune" && president[3].contains("president") && president[4].isEmpty)
    }

    @Test(
        "ends the access of a member named by address or code, so that their link is refused; then restores it",
        arguments: [0, 1])
    func disable(_ column: Int) throws {
        let baker = try #require(try lines().first { $0[1] == "boulanger@vitrines.example" })
        let link = ["user", "link", "--storage", storage, "--member", baker[1]]
        func run(_ verb: String) throws -> Program.Outcome {
            try Program.run("user", verb, "--storage", storage, "--member", baker[column])
        }
        let ended = try run("disable")
        #expect(ended.code == 0 && ended.output.contains(baker[2]), "\(ended)")
        #expect(try lines().first { $0[0] == baker[0] }?[4].isEmpty == false)
        #expect(try Program.outcome(of: Program.start(link)).code == 1)
        #expect(try run("enable").code == 0)
        #expect(try lines().first { $0[0] == baker[0] }?[4].isEmpty == true)
        #expect(try Program.outcome(of: Program.start(link)).code == 0)
    }

    @Test("refuses to end the access of the only president, with a line") func president() throws {
        let outcome = try Program.run(
            "user", "disable", "--storage", storage, "--member", "presidente@vitrines.example")
        #expect(
            outcome.code == 1 && outcome.errorLines.count == 1 && outcome.errors.contains("présidence"), "\(outcome)")
    }

    @Test(
        "a missing or unknown member is reported in one line",
        arguments: [([], 2), (["--member", "eve@example.org"], 1)] as [([String], Int32)])
    func unknown(_ arguments: [String], _ code: Int32) throws {
        for verb in ["disable", "enable"] {
            let outcome = try Program.outcome(
                of: Program.start(["user", verb, "--storage", storage] + arguments))
            #expect(outcome.code == code && outcome.errorLines.count == 1, "\(outcome)")
        }
    }

    private func offices(_ address: String) throws -> String? { try lines().first { $0[1] == address }?[3] }

    @Test("gives and ends an office of a member named by their name; the last president stays") func office() throws {
        let baker = try #require(try lines().first { $0[1] == "boulanger@vitrines.example" })
        func run(_ arguments: String...) throws -> Program.Outcome {
            try Program.outcome(of: Program.start(["user", "office", "--storage", storage] + arguments))
        }
        #expect(try run("--member", baker[2], "--office", "treasurer").code == 0)
        #expect(try offices(baker[1])?.contains("treasurer") == true)
        #expect(try run("--member", baker[2], "--office", "treasurer", "--end").code == 0)
        #expect(try offices(baker[1])?.contains("treasurer") == false)
        let last = try run("--member", "presidente@vitrines.example", "--office", "president", "--end")
        #expect(last.code == 1 && last.errors.contains("présidence"), "\(last)")
        #expect(try run("--member", baker[1], "--office", "staff").code == 2)
        #expect(try run("--member", baker[1]).code == 2)
    }

    @Test("a link for a lost phone, by the code of the shop, has the public address; an erased member has none")
    func lostAndErased() throws {
        let baker = try #require(try lines().first { $0[1] == "boulanger@vitrines.example" })
        let link = try Program.run(
            "user", "link", "--lost", "--storage", storage, "--member", baker[1], "--public-url",
            "https://rue.example")
        #expect(link.code == 0 && link.output.hasPrefix("https://rue.example/connexion/"), "\(link)")
        let erase = ["user", "erase", "--storage", storage, "--member", baker[0]]
        #expect(try Program.outcome(of: Program.start(erase)).code == 2)
        #expect(try Program.outcome(of: Program.start(erase + ["--sure"])).code == 0)
        #expect(try lines().allSatisfy { $0[1] != baker[1] && $0[2] != baker[2] })
    }
}
