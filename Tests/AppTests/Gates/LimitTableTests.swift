import Foundation
import HTTPServer
import SQLite
import Testing

@testable import Chaland
@testable import Projects
@testable import Shell

/// `docs/operating.md` lists every limit of the server, with its value.
@Suite("The table of limits") struct LimitTableTests {
    private struct Row {
        let name: String
        let text: String
    }

    private static let database = DatabaseConfiguration()
    /// The limits of the site and of the writer.
    private static let ofSite: [(String, Int)] = [
        ("boardIdle", SiteLimits.boardIdle), ("signInStep", SiteLimits.signInStep),
        ("wrongCodes", SiteLimits.wrongCodes),
        ("sessionsListed", SiteLimits.sessionsListed), ("formBytes", SiteLimits.formBytes),
        ("signInBytes", SiteLimits.signInBytes),
        ("agendaDates", SiteLimits.agendaDates), ("scenarios", SiteLimits.scenarios),
        ("expertOpinions", SiteLimits.expertOpinions),
        ("budgetLines", SiteLimits.budgetLines), ("consultationDays", SiteLimits.consultationDays),
        ("newsShown", SiteLimits.newsShown),
        ("newsDays", SiteLimits.newsDays), ("dealDays", SiteLimits.dealDays),
        ("dealsAtShop", SiteLimits.dealsAtShop), ("printedCodes", SiteLimits.printedCodes),
        ("needDays", SiteLimits.needDays),
        ("needsOfMember", SiteLimits.needsOfMember), ("needMessagesADay", SiteLimits.needMessagesADay),
        ("needsCompared", SiteLimits.needsCompared),
        ("laterDeadlines", SiteLimits.laterDeadlines),
        ("tasksOfProject", SiteLimits.tasksOfProject), ("portfolioProjects", SiteLimits.portfolioProjects),
        ("importLines", SiteLimits.importLines),
        ("importColumns", SiteLimits.importColumns),
        ("importCellBytes", SiteLimits.importCellBytes),
        ("workbookUnpackedBytes", SiteLimits.workbookUnpackedBytes),
        ("workbookTextBytes", SiteLimits.workbookTextBytes), ("workbookMemory", SiteLimits.workbookMemory),
        ("workbookSeconds", SiteLimits.workbookSeconds), ("knownHashesAtOnce", SiteLimits.knownHashesAtOnce),
        ("knownHashesWaiting", SiteLimits.knownHashesWaiting), ("hashesAtOnce", SiteLimits.hashesAtOnce),
        ("hashesWaiting", SiteLimits.hashesWaiting), ("hashesOfNetwork", SiteLimits.hashesOfNetwork),
        ("jobsAtOnce", SiteLimits.jobsAtOnce), ("jobsWaiting", SiteLimits.jobsWaiting),
        ("picturesAtOnce", SiteLimits.picturesAtOnce), ("picturesWaiting", SiteLimits.picturesWaiting),
        ("importsAtOnce", SiteLimits.importsAtOnce), ("importsWaiting", SiteLimits.importsWaiting),
        ("printsAtOnce", SiteLimits.printsAtOnce), ("printsWaiting", SiteLimits.printsWaiting),
        ("printSeconds", SiteLimits.printSeconds), ("printBytes", SiteLimits.printBytes),
        ("printsStored", SiteLimits.printsStored), ("lettersAtOnce", SiteLimits.lettersAtOnce),
        ("teamInvitations", SiteLimits.teamInvitations),
        ("joinRequests", SiteLimits.joinRequests), ("dataRequests", SiteLimits.dataRequests),
        ("networkTapsAtShop", SiteLimits.networkTapsAtShop), ("networkTaps", SiteLimits.networkTaps),
        ("countedTapsAtShop", SiteLimits.countedTapsAtShop), ("heldTapsAtShop", SiteLimits.heldTapsAtShop),
        ("notesADay", SiteLimits.notesADay), ("kioskAnswers", SiteLimits.kioskAnswers),
        ("kioskHeldAnswers", SiteLimits.kioskHeldAnswers), ("kioskHeldAtShop", SiteLimits.kioskHeldAtShop),
        ("kioskAddresses", SiteLimits.kioskAddresses),
        ("kiosksAtShop", SiteLimits.kiosksAtShop), ("heldTaps", SiteLimits.heldTaps),
        ("waitingReports", SiteLimits.waitingReports),
        ("tableLines", SiteLimits.tableLines),
        ("tableBytes", SiteLimits.tableBytes), ("pictureBytes", SiteLimits.pictureBytes),
        ("picturePixels", SiteLimits.picturePixels), ("pictureSeconds", SiteLimits.pictureSeconds),
        ("photoBytes", SiteLimits.photoBytes), ("pictureBudget", SiteLimits.pictureBudget),
        ("shopPhotos", SiteLimits.shopPhotos), ("binRows", SiteLimits.binRows),
        ("pageCacheBytes", SiteLimits.pageCacheBytes), ("nearbyShops", SiteLimits.nearbyShops),
        ("similarStreets", SiteLimits.similarStreets), ("queueLimit", database.queueLimit),
        ("groupLimit", database.groupLimit), ("changedKiB", database.changedKiB),
        ("busyTimeout", database.busyTimeout), ("documentBytes", SiteLimits.documentBytes),
        ("projectDocuments", SiteLimits.projectDocuments), ("documentBudget", SiteLimits.documentBudget),
        ("projectExperts", SiteLimits.projectExperts), ("slipsADay", SiteLimits.slipsADay),
        ("dealsADay", SiteLimits.dealsADay),
    ]

    /// The rows of the table, by the name in their first column.
    private func rows() throws -> [Row] {
        let text = try String(contentsOfFile: TestSite.home + "/docs/operating.md", encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: /^\| `([A-Za-z.]+)` \| (.*)$/).map { Row(name: String($0.1), text: String($0.2)) }
        }
    }

    /// Every limit under `value`, with its name from there.
    private func limits(_ value: Any, below prefix: String = "") -> [(name: String, value: Any)] {
        Mirror(reflecting: value).children.flatMap { child -> [(String, Any)] in
            let name = prefix + (child.label ?? "")
            let isLeaf = child.value is Int || child.value is Duration
            return isLeaf ? [(name, child.value)] : limits(child.value, below: name + ".")
        }
    }

    /// Spellings of a value in the table.
    private func spellings(_ value: Any) -> [String] {
        if let time = value as? Duration {
            return time < .seconds(1)
                ? ["\(time / .milliseconds(1)) ms"].map { $0.replacing(".0", with: "") }
                : ["\(time.components.seconds) s"]
        }
        guard let number = value as? Int else { return [] }
        let plain = number.formatted(.number.locale(Locale(identifier: "en_US_POSIX")).grouping(.never))
        let grouped = number.formatted(.number.locale(Locale(identifier: "en_US")))
        return [plain + " ", grouped + " ", "\(number >> 10) KiB", "\(number >> 20) MiB"]
    }

    @Test("has each limit of the server, with its value") func server() throws {
        let rows = try rows()
        let all = limits(ServerLimits())
        #expect(all.count > 25)
        for limit in all {
            guard let row = rows.first(where: { $0.name == limit.name }) else {
                Issue.record("docs/operating.md does not list \(limit.name)")
                continue
            }
            #expect(spellings(limit.value).contains { row.text.hasPrefix($0) }, "\(limit.name): \(row.text)")
        }
    }

    @Test("has the limits of the site and of the writer that a client can reach, with their values") func site() throws
    {
        let rows = try rows()
        for (name, value) in Self.ofSite {
            let row = try #require(rows.first { $0.name == name }, "docs/operating.md does not list \(name)")
            #expect(spellings(value).contains { row.text.hasPrefix($0) }, "\(name): \(row.text)")
        }
        let bodies = [
            ("importBodyBytes", SiteLimits.importBytes), ("pictureBodyBytes", SiteLimits.pictureBytes),
            ("documentBodyBytes", SiteLimits.documentBytes),
        ]
        for (name, bytes) in bodies {
            let row = try #require(rows.first { $0.name == name }, "docs/operating.md does not list \(name)")
            #expect(row.text.hasPrefix("\(bytes >> 20) MiB + 64 KiB"), "\(name): \(row.text)")
        }
    }

    @Test("a missing limit, or a wrong value, is found") func planted() {
        struct Planted { let nested = Nested() }
        struct Nested { let depth = 3 }
        #expect(limits(Planted()).map(\.name) == ["nested.depth"])
        #expect(!spellings(3).contains { "4 things".hasPrefix($0) })
    }
}
