import Base
import SQLite
import Shell

extension InvitedShop {
    /// The shops without a shopkeeper and without a letter, once the first letters are made.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member, member.may(.readInvitations), try Invitation.sentCount(in: db) > 0 else {
            return []
        }
        let shops = try all(at: context.now, in: db).filter { $0.claimedAt == nil }
        let missing = shops.count { !$0.isOpen }
        guard missing > 0 else { return [] }
        let ready = shops.count - missing
        return [
            Waiting(
                .missing, context.say("waiting.invitations", count: missing),
                why: ready == 0
                    ? context.say("waiting.invitations.why") : context.say("waiting.invitations.ready", count: ready),
                action: context.say(member.may(.invite) ? "waiting.invitations.prepare" : "waiting.see"), .invitations,
                context)
        ]
    }
}
