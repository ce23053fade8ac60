import Base
import SQLite
import Shell

/// Equal shares among the shops that take part.
package enum EqualKey {
    /// Chooses them for a scenario, as the form of the key does. Throws `conflict` when it has a key.
    package static func choose(for scenario: Scenario.ID, by member: Member.ID, at now: Instant, in db: Writer) throws {
        try KeyChoice(key: DistributionKey(.one(.equal)), asked: .participants).save(
            for: scenario, replacing: nil, by: member, at: now, in: db)
    }
}
