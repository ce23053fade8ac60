import Base
import SQLite
import Shell

extension InvitedShop {
    /// The shops without a shopkeeper and without a letter, once the first letters are made.
    static func waiting(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member, member.may(.readInvitations), try Invitation.sentCount(in: db) > 0 else {
            return []
        }
        let (missing, ready) = try unclaimedCounts(at: context.now, in: db)
        guard missing > 0 else { return [] }
        return [
            Waiting(
                .missing, context.say("waiting.invitations", count: missing),
                why: ready == 0
                    ? context.say("waiting.invitations.why") : context.say("waiting.invitations.ready", count: ready),
                action: context.say(member.may(.invite) ? "waiting.invitations.prepare" : "waiting.see"), .invitations,
                context)
        ]
    }

    /// How many shops without a shopkeeper have no letter that can be claimed, and how many have one.
    private static func unclaimedCounts(at now: Instant, in db: Reader) throws -> (missing: Int, ready: Int) {
        try db.first(
            """
            SELECT ifnull(sum(NOT is_open), 0), ifnull(sum(is_open), 0)
              FROM (SELECT \(isOpen) AS is_open FROM shop INDEXED BY shop_by_name
                     WHERE removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM office WHERE \(Shop.holders)))
            """, now
        ) { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }
}
