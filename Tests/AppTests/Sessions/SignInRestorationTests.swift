import HTTP
import SQLite
import Testing

@testable import Base
@testable import Chaland
@testable import Shell
@testable import Shops

@Suite("chaland restore: recovery sheets and two-step sign-in") struct SignInRestorationTests {
    private let site: TestSite

    init() throws { site = try TestSite(limitsRate: false) }

    private func backup() throws -> String {
        let file = site.folder + "/backup.sqlite"
        try Backup.copy(from: site.site.database.path, to: file)
        return file
    }

    private func restore(_ file: String) throws {
        #expect(try Store.restore(from: file, into: site.site.database.path, clock: site.site.clock).isCarriedOver)
        site.wait(60)
    }

    /// Makes a recovery sheet and returns its secret.
    private func sheet(_ tag: UInt8) throws -> Secret {
        let (id, key, now) = (try site.member(.president), site.site.key, site.now)
        try site.write { try SignInLink.renew(.recovery, for: id, nonce: [tag], key, at: now, in: $0) }
        return try #require(try SignInLink.valid(.recovery, for: id, key, at: now, in: site.loop.reader)?.secret)
    }

    private func isOpen(_ secret: Secret) throws -> Bool {
        try SignInLink.open(secret, at: site.now, in: site.loop.reader) != nil
    }

    @Test("a sheet is valid after a restore; one replaced since the backup is not, its successor is") func sheets()
        throws
    {
        let old = try sheet(1)
        let file = try backup()
        try restore(file)
        #expect(try isOpen(old))
        let new = try sheet(2)
        try restore(file)
        #expect(try !isOpen(old))
        #expect(try isOpen(new))
    }

    @Test("a sheet used since the backup stays used") func used() throws {
        let secret = try sheet(1)
        let file = try backup()
        let now = site.now
        try site.write { try SignInLink.spend(secret, at: now, in: $0) }
        try restore(file)
        #expect(try !isOpen(secret))
    }

    @Test("two-step sign-in turned off, or on, since the backup stays so, with its recovery codes") func secondFactor()
        throws
    {
        let (rose, paul, now, key) = (try site.member(.florist), try site.member(.baker), site.now, site.site.key)
        func turnOn(_ id: Member.ID) throws {
            let secret = [UInt8](repeating: 7, count: SecondFactor.secretBytes)
            try site.write { db in
                try SecondFactor.begin(secret, for: id, at: now, in: db)
                let code = TimeCode.code(secret, step: TimeCode.step(at: now))
                #expect(try SecondFactor.confirm(code, for: id, nonce: [1], key, at: now, in: db))
            }
        }
        try turnOn(rose)
        let file = try backup()
        try site.write { try SecondFactor.end(of: rose, in: $0) }
        try turnOn(paul)
        try restore(file)
        #expect(try !SecondFactor.isOn(rose, in: site.loop.reader))
        #expect(try SecondFactor.find(paul, in: site.loop.reader)?.codesLeft == SecondFactor.codeCount)
    }

    @Test("a link handed over before the restore opens nothing") func links() throws {
        let (id, now, secret) = (try site.member(.baker), site.now, Secret("AAAABBBBCCCCDDDDEEEEFFFF"))
        try site.write { try SignInLink.insert(secret, for: id, at: now, in: $0) }
        let file = try backup()
        #expect(try isOpen(secret))
        try restore(file)
        #expect(try !isOpen(secret))
    }
}
