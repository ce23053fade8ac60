import Base
import SQLite
import Shell

/// The lists that were read and not confirmed.
enum ImportsWaiting {
    /// Seconds after which an unconfirmed list counts as given up.
    private static let patience = Int.days(7)

    /// For each kind of list, the last one while it waits for its confirmation.
    static func lines(_ context: Context, in db: Reader) throws -> [Waiting] {
        guard let member = context.member else { return [] }
        let kinds: [(name: String, right: Right, link: (String) -> Link, words: String)] = [
            (ShopRows.name, .importShops, Link.shopImport, "waiting.import.shops"),
            (PersonRows.name, .manageMembers, Link.peopleImport, "waiting.import.people"),
        ]
        return try kinds.filter { member.may($0.right) }.compactMap { kind in
            guard let list = try StoredImport.last(of: kind.name, since: context.now - patience, in: db),
                list.confirmedAt == nil
            else { return nil }
            return Waiting(
                .missing, context.say(kind.words), why: context.say("waiting.import.why"),
                action: context.say("waiting.import.resume"), kind.link(list.publicID), context)
        }
    }
}
