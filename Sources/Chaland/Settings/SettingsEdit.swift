import SQLite
import Shell

/// The settings that a person submitted. `save` merges them with those stored meanwhile.
struct SettingsEdit: Sendable {
    /// The form values as typed.
    let typed: [String: String]
    /// The settings read from them.
    let settings: AssociationSettings

    /// Stores the values that only this person changed; others keep their stored value.
    /// - Returns: the merge, and the form values of what is stored afterwards.
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
        if changed.contains("place") { merged.place = mine.place }
        if changed.contains("regime") { merged.regime = mine.regime }
        if changed.contains("holidays") { merged.regionalHolidays = mine.regionalHolidays }
        if changed.contains(SettingsForm.seasonsShown) { merged.isSeasonal = mine.isSeasonal }
        return merged
    }

    private static var texts: [(TextField, WritableKeyPath<AssociationSettings, String>)] {
        [
            (SettingsForm.name, \.name), (SettingsForm.nameAfterDe, \.nameAfterDe), (SettingsForm.town, \.town),
            (SettingsForm.registration, \.registration), (SettingsForm.siret, \.siret), (SettingsForm.seat, \.seat),
            (SettingsForm.email, \.email), (SettingsForm.phone, \.phone), (SettingsForm.hostName, \.hostName),
            (SettingsForm.hostAddress, \.hostAddress), (SettingsForm.hostPhone, \.hostPhone),
            (SettingsForm.mainColour, \.mainColour), (SettingsForm.accentColour, \.accentColour),
        ]
    }
}
