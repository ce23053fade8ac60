import Foundation
import HTMLTemplate
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell

@Suite("An entry of the journal") struct AuditTests {
    @Test("has who, what, which object and when") func recorded() throws {
        let site = try TestSite()
        let now = site.now
        try site.write { try Audit.record(.shopChanged, "7KQ2", by: Member.ID(rawValue: 1), at: now, in: $0) }
        let entry = try site.text(
            "SELECT done_at || ' ' || actor_id || ' ' || action || ' ' || kind || ' ' || object FROM audit_entry")
        #expect(entry == "\(now.seconds) 1 shop.changed shop 7KQ2")
    }

    @Test("cannot be changed") func fixed() throws {
        let site = try TestSite()
        let now = site.now
        try site.write { try Audit.record(.shopChanged, "7KQ2", by: nil, at: now, in: $0) }
        #expect(throws: SQLiteError.self) {
            try site.write { try $0.run("UPDATE audit_entry SET object = 'F10R'") }
        }
        #expect(try site.text("SELECT object FROM audit_entry") == "7KQ2")
    }

    @Test("names its kind and has words in both languages", arguments: AuditAction.allCases)
    func words(_ action: AuditAction) throws {
        for tag in ["fr", "en"] {
            let messages = try MessageFiles.load(tag, below: TestSite.home + "/Templates")
            #expect(messages["audit.\(action.rawValue)"] != nil, "\(tag): audit.\(action.rawValue)")
            #expect(messages["audit.kind.\(action.kind)"] != nil, "\(tag): audit.kind.\(action.kind)")
        }
    }

    /// Writes of handlers without an entry, by file: how many, and why.
    private static let unrecorded: [String: (count: Int, reason: String)] = [
        "Shell/Context.swift": (1, "the function itself"), "Shell/Operations/Readiness.swift": (1, "a health check"),
        "Shell/RequestPipeline.swift": (1, "a session is used"),
        "Shell/People/SignIn.swift": (1, "signing in"), "Shell/People/SessionHandlers.swift": (1, "signing out"),
        "Shell/People/SignInStepHandlers.swift": (2, "signing in"),
        "Shell/People/MailedSignInHandlers.swift": (2, "signing in"),
        "Shell/People/PhoneHandlers.swift": (1, "a code for one’s own phone"),
        "Shell/People/DevicesHandlers.swift": (1, "whether a device is one’s own"),
        "Shell/People/SecondFactorHandlers.swift": (1, "begun, and not in use yet"),
        "Encounters/Visit/EncounterHandlers.swift": (2, "visitors are anonymous"),
        "Encounters/Visit/FaceTap.swift": (1, "visitors are anonymous"),
        "Encounters/Salesperson/CounterHandlers.swift": (2, "a note stores its member"),
        "Encounters/Salesperson/NeighbourHandlers.swift": (1, "a slip is counted without a person"),
        "Projects/Demand/WordHandlers.swift": (1, "AllowedWords.decide records"),
        "Encounters/Kiosk/TabletHandlers.swift": (2, "visitors are anonymous; a sign of life"),
        "Encounters/Kiosk/TabletTurnHandlers.swift": (4, "visitors are anonymous"),
        "Encounters/Reviews/AuthorHandlers.swift": (1, "an author changes what waits to be read"),
        "Encounters/Moderation/BulkHandlers.swift": (2, "ReviewDecision.apply records"),
        "Encounters/Moderation/ModerationHandlers.swift": (1, "ReviewDecision.apply records"),
        "Shops/Reports/ErrorReportHandlers.swift": (1, "visitors are anonymous"),
        "Shops/Imports/ImportHandlers.swift": (1, "corrections before anything is imported"),
        "Shops/Imports/ImportConfirmationHandlers.swift": (3, "StoredImport records; corrections before that"),
        "Chaland/Members/MemberHandlers.swift": (2, "Member.endAccess and restoreAccess record"),
        "Shell/Mail/Unsubscribe.swift": (2, "a person without an account ends mail"),
        "Shell/Notices/NoticePreferences.swift": (1, "a member’s own choice"),
        "Chaland/Settings/Mail/MailHandlers.swift": (2, "the row of a refused address has its author"),
        "Chaland/Members/MembershipHandlers.swift": (3, "Membership.set and Member.endAccess record"),
        "Chaland/Members/MemberShopHandlers.swift": (1, "Membership.set records"),
        "Chaland/Members/Joining/JoinHandlers.swift": (1, "who asks to join has no account"),
        "Chaland/Members/Joining/JoinDecisionHandlers.swift": (3, "JoinRequest records"),
        "Shops/Shopkeepers/TeamInvitationHandlers.swift": (2, "TeamInvitation records"),
        "Shops/Imports/People/PeopleImportHandlers.swift": (3, "StoredImport records; corrections before that"),
        "Shell/Notices/NoticesPage.swift": (2, "a member has read their notices"),
        "Shell/Pictures/OnePicture.swift": (1, "its callers record"),
        "Projects/Story/ProjectPeoplePage.swift": (2, "Project.addLead and removeLead record"),
        "Projects/Sharing/SharingHandlers.swift": (1, "shops’ own numbers, recorded where they were declared"),
        "Shell/PersonalData/OwnDataHandlers.swift": (1, "Member.erase records"),
    ]

    @Test("is recorded by each handler that writes, or there is a reason why not") func everyWrite() throws {
        let sources = TestSite.home + "/Sources/"
        var writes = 0
        for folder in ["Shell", "Shops", "Encounters", "Projects", "Chaland"] {
            let files = FileManager.default.enumerator(atPath: sources + folder)?.compactMap { $0 as? String } ?? []
            for file in files.map({ folder + "/" + $0 }) where file.hasSuffix(".swift") {
                let text = try String(contentsOfFile: sources + file, encoding: .utf8)
                let count = text.matches(of: /context\.write(?:IfPossible)?\b|func write</).count
                let recorded = text.matches(of: /Audit\.record\(/).count
                writes += count
                let missing = count - recorded - (Self.unrecorded[file]?.count ?? 0)
                #expect(missing <= 0, "\(file): \(missing) writes leave no entry in the journal")
            }
        }
        #expect(writes > 50)
    }
}
