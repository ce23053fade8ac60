import Foundation
import HTTP
import Testing

@testable import Chaland

@Suite("GET /readyz") struct ReadyTests {
    @Test("is 200 while the store answers") func ready() async throws {
        let site = try TestSite()
        let answer = try await site.as(.guest).get("/readyz")
        #expect(answer.status == .ok)
    }

    @Test("is 503 once the file has been moved away, since writes would be lost") func moved()
        async throws
    {
        let site = try TestSite()
        let file = site.folder + "/association.sqlite"
        try FileManager.default.moveItem(atPath: file, toPath: file + ".away")
        #expect(try await site.as(.guest).get("/readyz").status == .serviceUnavailable)
        try FileManager.default.moveItem(atPath: file + ".away", toPath: file)
        #expect(try await site.as(.guest).get("/readyz").status == .ok)
    }
}
