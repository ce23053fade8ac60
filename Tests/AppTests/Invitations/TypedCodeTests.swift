import Foundation
import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("The code of a letter, typed by hand") struct TypedCodeTests {
    @Test("opens the page of the shop, however it is typed") func typed() async throws {
        let site = try TestSite()
        let secret = try site.letter(for: site.bakery)
        let path = "/invitation/" + secret.inTwoGroups
        #expect(secret.text.count == 10)
        let sloppy = secret.text.lowercased().replacing("0", with: "o").replacing("1", with: "l")
        for code in [secret.text, secret.inTwoGroups, sloppy, " " + secret.text.map { "\($0) " }.joined()] {
            #expect(try await site.as(.guest).post("/invitation", [("letterCode", code)]).location == path, "\(code)")
        }
        #expect(try await site.as(.guest).get("/invitation").text.contains("name=\"letterCode\""))
        #expect(try await site.as(.guest).get(path).text.contains("Bonjour, Boulangerie de l’Étoile"))
    }

    @Test("that no letter has comes back as typed", arguments: ["", "7KQ2M-9F4XT", "été", "7KQ2"])
    func unknown(_ code: String) async throws {
        let answer = try await TestSite().as(.guest).post("/invitation", [("letterCode", code)])
        #expect(answer.status == .unprocessableContent)
        #expect(code.isEmpty || answer.text.contains("value=\"\(code)\""))
    }

    @Test("a network that tries many is stopped; the right code of another is not") func guesses() async throws {
        let site = try TestSite()
        let secret = try site.letter(for: site.bakery)
        let thief = site.as(.guest)
        var last = Status.ok
        for number in 0..<40 {
            let code = String(1_000_000_000 + number)
            last =
                number % 2 == 0
                ? try await thief.post("/invitation", [("letterCode", code)]).status
                : try await thief.get("/invitation/" + code).status
        }
        #expect(last == .tooManyRequests)
        #expect(try await site.as(.guest).get("/invitation/" + secret.inTwoGroups).status == .ok)
    }

    @Test("the key of its secret is a file that only its owner reads, and no backup has it") func key() throws {
        let site = try TestSite()
        let path = site.folder + "/association.key"
        let key = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(key.count == 32)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let secret = try site.letter(for: site.bakery)
        let copy = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: copy)
        let backup = try Data(contentsOf: URL(fileURLWithPath: copy))
        #expect(backup.firstRange(of: key) == nil)
        #expect(backup.firstRange(of: Data(secret.text.utf8)) == nil)
        // Another process gets the same key, another storage another one.
        let nonce = [UInt8](repeating: 7, count: 16)
        let again = try StorageKey(beside: site.site.database.path, .system)
        #expect(again.secret("invitation", nonce) == site.site.key.secret("invitation", nonce))
        #expect(again.secret("other", nonce) != site.site.key.secret("invitation", nonce))
        try Data([1]).write(to: URL(fileURLWithPath: path))
        #expect(throws: StorageKeyError.self) { try StorageKey(beside: site.site.database.path, .system) }
    }
}
