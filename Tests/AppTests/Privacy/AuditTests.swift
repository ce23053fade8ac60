@testable import Base
@testable import Shell
import HTMLTemplate
import SQLite
import Testing

@testable import Chaland

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
}
