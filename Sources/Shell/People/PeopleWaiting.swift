import Base
import SQLite

/// What waits for members about their own account.
enum PeopleWaiting {
    /// The lines of a member’s home.
    static func lines(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member else { return [] }
        var lines: [Waiting] = []
        if member.isSecondFactorMissing {
            lines.append(
                Waiting(
                    .missing, context.say("waiting.factor"), why: context.say("waiting.factor.why"),
                    action: context.say("waiting.factor.begin"), .secondFactor, context))
        }
        if !member.hasPassword {
            lines.append(
                Waiting(
                    .useful, context.say("waiting.password"), why: context.say("waiting.password.why"),
                    action: context.say("waiting.password.choose"), .account, context))
        }
        if member.may(.offerPresidency),
            try SignInLink.valid(.recovery, for: member.id, context.site.key, at: context.now, in: db) == nil
        {
            lines.append(
                Waiting(
                    .useful, context.say("waiting.recovery"), why: context.say("waiting.recovery.why"),
                    action: context.say("waiting.recovery.make"), .recoverySheet, context))
        }
        return lines
    }
}
