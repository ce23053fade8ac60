import Base
import HTMLTemplate
import SQLite
import Shell

/// The lines of a home about missing settings.
enum SettingsWaiting {
    /// The facts that the legal notice must state and does not, for those who may write them.
    static func lines(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard context.member?.may(.changeSettings) == true else { return [] }
        return try legal(context, in: db) + mail(context, in: db)
    }

    /// The mail server has failed for an hour; shorter failures, such as a restart, are not shown.
    private static func mail(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let failure = try MailState.failure(in: db), failure.since + .hours(1) <= context.now else { return [] }
        return [
            Waiting(
                .missing, context.say("waiting.mail"), why: context.messages.text(failure.key),
                action: context.say("waiting.mail.see"), .mailSettings, context)
        ]
    }

    private static func legal(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let missing = try AssociationSettings.current(in: db)?.settings.missing, !missing.isEmpty
        else { return [] }
        return [
            Waiting(
                .missing, context.say("waiting.legal"), why: context.say("waiting.legal.why", count: missing.count),
                action: context.say("waiting.legal.write"), .settings, context)
        ]
    }
}
