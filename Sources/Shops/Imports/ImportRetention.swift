import Shell

/// How long imports are stored, with what undoes them.
enum ImportRetention {
    /// As long as an import can be undone.
    static let rules = [
        RetentionRule(
            table: "list_import", purpose: "undo an import", basis: .legitimateInterest,
            term: SiteLimits.importRetention,
            sentence: .init(key: "prose.privacy.members.text", days: "importDays"),
            sql: [
                """
                DELETE FROM list_import
                 WHERE id IN (SELECT id FROM list_import WHERE started_at <= ?1 ORDER BY started_at LIMIT ?2)
                """
            ])
    ]
}
