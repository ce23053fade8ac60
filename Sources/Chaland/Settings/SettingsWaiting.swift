import Shell
import SQLite

/// What the settings lack.
enum SettingsWaiting {
    /// The facts that the legal notice must state and does not, for those who may write them.
    static func lines(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.changeSettings) == true,
            let missing = try AssociationSettings.current(in: db)?.settings.missing, !missing.isEmpty
        else { return [] }
        return [
            Waiting(
                .missing, context.say("waiting.legal"), why: context.say("waiting.legal.why", count: missing.count),
                action: context.say("waiting.legal.write"), .settings, context)
        ]
    }
}
