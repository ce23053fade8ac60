import Shell
import SQLite

/// The settings a person sent, to be merged with those stored by the time they are written.
struct SettingsEdit: Sendable {
    /// As they were typed.
    let typed: [String: String]
    /// As they were understood.
    let settings: AssociationSettings

    /// Stores what only this person changed; the rest stays.
    /// - Returns: the merge, and the form of what is stored afterwards.
    /// - Throws: `notFound` before the association is founded.
    func save(in db: Writer) throws -> (merge: FormMerge, stored: [String: String]) {
        guard let (current, version) = try AssociationSettings.current(in: db) else { throw Failure.notFound }
        let stored = SettingsForm.values(current)
        let merge = FormMerge(
            SettingsForm.units, typed: typed, read: SettingsForm.values(settings), stored: stored,
            isCurrent: typed["version"] == String(version))
        if merge.mine.isEmpty { return (merge, SettingsForm.values(current, version: version)) }
        let merged = SettingsEdit.merge(settings, into: current, merge.mine)
        try merged.update(in: db)
        return (merge, SettingsForm.values(merged, version: version + 1))
    }

    private static func merge(
        _ mine: AssociationSettings, into stored: AssociationSettings, _ changed: Set<String>
    ) -> AssociationSettings {
        var merged = stored
        for (field, path) in texts where changed.contains(field.name) { merged[keyPath: path] = mine[keyPath: path] }
        if changed.contains("regime") { merged.regime = mine.regime }
        if changed.contains("holidays") { merged.regionalHolidays = mine.regionalHolidays }
        return merged
    }

    private static var texts: [(TextField, WritableKeyPath<AssociationSettings, String>)] {
        [
            (SettingsForm.name, \.name), (SettingsForm.nameAfterDe, \.nameAfterDe), (SettingsForm.town, \.town),
            (SettingsForm.registration, \.registration), (SettingsForm.siret, \.siret), (SettingsForm.seat, \.seat),
            (SettingsForm.email, \.email), (SettingsForm.phone, \.phone), (SettingsForm.hostName, \.hostName),
            (SettingsForm.hostAddress, \.hostAddress), (SettingsForm.hostPhone, \.hostPhone),
        ]
    }
}
