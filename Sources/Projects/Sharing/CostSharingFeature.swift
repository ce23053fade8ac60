import Shell

extension Feature {
    /// How the cost of a scenario is divided.
    package static let costSharing = Feature(
        pages: [SharingPage.self, KeyFormPage.self], fields: KeyForm.fields + DeclarationForm.fields,
        personalData: [SharingData.all], withoutPersons: ["key_option", "key_shop"])
}

/// What is stored about the people of keys.
enum SharingData {
    /// A key belongs to its scenario and is deleted with it.
    static let all = PersonalData(
        "sharing", tables: ["distribution_key"], basis: .legitimateInterest, persons: [.members],
        recipients: [.members], hasNoFixedTerm: true,
        copies: [
            CopiedRows(
                "keys", [.text("title"), .moment("when")],
                sql: """
                    SELECT title, chosen_at FROM distribution_key JOIN scenario ON scenario.id = scenario_id
                     WHERE chosen_by = ?1 ORDER BY scenario_id
                    """)
        ])
}
