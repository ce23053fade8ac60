import Base
import SQLite

/// A category of members. Stored as its raw value; the association may give each a name and permissions of its own.
package enum MemberCategory: String, Sendable, CaseIterable {
    case active, benefactor, honorary, partner

    /// A role of the shops of a category in shared projects.
    package enum Permission: String, Sendable, CaseIterable {
        /// They vote when the shops of a project are consulted.
        case voice
        /// They are asked for a share of what a project costs.
        case share
    }

    /// The association’s rules for a category.
    package struct Rule: Sendable, Equatable {
        /// Empty: its usual name.
        package var name: String
        /// The roles of its shops in shared projects.
        package var permissions: Set<Permission>

        /// A rule; without a name, the category has its usual one.
        package init(name: String = "", permissions: Set<Permission>) {
            (self.name, self.permissions) = (name, permissions)
        }
    }

    /// Its usual name: «membre actif».
    package func usualName(_ context: Context) -> String { context.say("category.\(self)") }

    private var usualRule: Rule {
        switch self {
        case .active, .benefactor: Rule(permissions: Set(Permission.allCases))
        case .honorary, .partner: Rule(permissions: [])
        }
    }
}

extension MemberCategory {
    /// The rule of each category: the association’s, or the usual one.
    package static func rules(in db: Reader) throws -> [MemberCategory: Rule] {
        var rules = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.usualRule) })
        try db.forEach("SELECT category, name, voice, share FROM member_category LIMIT 20") { row in
            guard let category = MemberCategory(rawValue: row.text(0)) else { return }
            let permissions = [Permission.voice: row.bool(2), .share: row.bool(3)].filter(\.value).keys
            rules[category] = Rule(name: row.text(1), permissions: Set(permissions))
        }
        return rules
    }

    /// Replaces what the association decided; a usual rule is not stored.
    package static func decide(_ rules: [MemberCategory: Rule], in db: Writer) throws {
        try db.run("DELETE FROM member_category")
        for (category, rule) in rules where rule != category.usualRule {
            try db.run(
                "INSERT INTO member_category (category, name, voice, share) VALUES (?1, ?2, ?3, ?4)", category.rawValue,
                rule.name, rule.permissions.contains(.voice), rule.permissions.contains(.share))
        }
    }

    /// The rows of the shops whose category does not have a permission. A shop without a category has all of them.
    package static func shops(without permission: Permission, in db: Reader) throws -> Set<Int> {
        let without = try rules(in: db).filter { !$0.value.permissions.contains(permission) }.keys
        return try without.reduce(into: []) { shops, category in
            let found = try db.rows(
                "SELECT shop_id FROM membership WHERE category = ?1 AND shop_id IS NOT NULL AND until_at IS NULL",
                category.rawValue
            ) { $0.int(0) }
            shops.formUnion(found)
        }
    }
}

/// The categories with the names that this association uses.
package struct CategoryNames: Sendable {
    private let names: [MemberCategory: String]

    /// Reads the names that the association gave; the others are in the language of the request.
    package init(_ context: Context) throws {
        let rules = try context.read { try MemberCategory.rules(in: $0) }
        names = rules.reduce(into: [:]) { names, entry in
            names[entry.key] = entry.value.name.isEmpty ? entry.key.usualName(context) : entry.value.name
        }
    }

    /// The name of a category.
    package subscript(category: MemberCategory) -> String { names[category] ?? "" }
}
