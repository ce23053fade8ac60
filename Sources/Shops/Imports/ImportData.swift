import Shell

/// What imports store about people: the uploaded list, as long as the import can be undone.
enum ImportData {
    static let all = PersonalData(
        "imports", tables: ["list_import", "list_import_change", "list_row"], basis: .legitimateInterest,
        persons: [.members], recipients: [.board],
        rules: [
            RetentionRule(
                "imports", table: "list_import", term: SiteLimits.importRetention,
                sql: [
                    """
                    DELETE FROM list_import
                     WHERE id IN (SELECT id FROM list_import WHERE started_at <= ?1 ORDER BY started_at LIMIT ?2)
                    """
                ])
        ], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "imports", [.moment("when"), .text("file")],
                sql: "SELECT started_at, file_name FROM list_import WHERE started_by = ?1 ORDER BY id")
        ],
        erasing: ["DELETE FROM list_row WHERE kind = 'members' AND row_id = ?1"])
}
