import Base
import Shell

extension Feature {
    /// Answers that a device stores while it has no network.
    package static let devices = Feature(
        personalData: [
            PersonalData(
                "receivedKeys", tables: ["received_key"], basis: .legitimateInterest, persons: [.visitors, .members],
                recipients: [.presidency],
                rules: [
                    RetentionRule(
                        "receivedKeys", table: "received_key", term: .days(90),
                        sql: [
                            """
                            DELETE FROM received_key
                             WHERE key_hash IN (SELECT key_hash FROM received_key
                                                 WHERE received_at <= ?1 ORDER BY received_at LIMIT ?2)
                            """
                        ])
                ])
        ])
}
