import Base
import SQLite

/// What a person may do at a shop: they run it, or they work there and may do what its shopkeepers allow besides.
package struct TeamRights: Sendable, Equatable {
    package var runs = false
    /// Whether they may change the page of the shop.
    package var mayEdit = false
    /// Whether they may speak for the shop in projects.
    package var maySpeak = false

    /// Without an argument: a person who works there, and nothing else.
    package init(runs: Bool = false, mayEdit: Bool = false, maySpeak: Bool = false) {
        (self.runs, self.mayEdit, self.maySpeak) = (runs, mayEdit, maySpeak)
    }

    /// Reads what `stored` wrote.
    package init(stored: String) {
        let offices = stored.split(separator: " ").compactMap { Office(rawValue: String($0)) }
        self.init(
            runs: offices.contains(.shopkeeper), mayEdit: offices.contains(.pageEditor),
            maySpeak: offices.contains(.spokesperson))
    }

    private var offices: [Office] {
        if runs { return [.shopkeeper] }
        return [.staff] + (mayEdit ? [.pageEditor] : []) + (maySpeak ? [.spokesperson] : [])
    }

    /// The offices in one text: `staff page-editor`.
    package var stored: String { offices.map(\.rawValue).joined(separator: " ") }

    /// Gives a member the offices with these rights at a shop; those they hold there stay.
    package func give(
        to member: Member.ID, at shop: Scope, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        for office in offices { try office.give(to: member, for: shop, by: actor, at: now, in: db) }
    }

    /// Makes these the rights of a member who works at a shop: gives and ends the offices beside `staff`.
    package func replace(
        of member: Member.ID, at shop: Scope, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        for (office, isGiven) in [(Office.pageEditor, mayEdit), (.spokesperson, maySpeak)] {
            if isGiven {
                try office.give(to: member, for: shop, by: actor, at: now, in: db)
            } else {
                try office.end(of: member, for: shop, by: actor, at: now, in: db)
            }
        }
    }
}
