import Base
import HTMLTemplate
import Web

/// A trade or a street to filter by.
struct DirectoryChoice: Sendable, Equatable {
    /// The folded text that shops are compared by.
    let key: String
    /// Its form in addresses.
    let slug: String
    /// The spelling most shops use.
    let label: String
    /// How many shops it has.
    let count: Int

    /// The slug as part of a query string.
    var parameter: String { PercentEncoding.encode(slug) }
}

/// A trade shown as a button.
package struct DirectoryChip: PageModel {
    let choice: DirectoryChoice
    let parameter: String

    init(_ choice: DirectoryChoice) { (self.choice, parameter) = (choice, choice.parameter) }

    package static let fields: [Field<DirectoryChip>] = [
        .text("label") { $0.choice.label }, .text("trade") { $0.parameter },
    ]
}

/// The trades or the streets of the directory, by name.
package struct DirectoryMenu: Sendable {
    let choices: [DirectoryChoice]
    /// The `<option>` elements with nothing chosen.
    let options: HTML
    private let positions: [String: Int]
    /// The slugs of other spellings.
    private let otherSlugs: [String: Int]

    /// One choice for each key of `spellings`, labelled with the spelling most shops use; among equals, the longest,
    /// which has its accents. The second of two keys with one slug uses the key itself in addresses. `otherKeys` maps
    /// keys that were merged into another choice: addresses with them stay valid.
    init(_ spellings: some Sequence<(key: String, label: String)>, alsoNamed otherKeys: [String: String] = [:]) {
        var counts: [String: [String: Int]] = [:]
        for (key, label) in spellings { counts[key, default: [:]][label, default: 0] += 1 }
        var taken: Set<String> = []
        choices = counts.sorted { $0.key < $1.key }.map { key, labels in
            let best = labels.max { left, right in
                (left.value, left.key.utf8.count, right.key) < (right.value, right.key.utf8.count, left.key)
            }
            let slug = key.slug
            let isFree = !slug.isEmpty && taken.insert(slug).inserted
            return DirectoryChoice(
                key: key, slug: isFree ? slug : key, label: best?.key ?? key,
                count: labels.values.reduce(0, +))
        }
        let positions = Dictionary(uniqueKeysWithValues: choices.enumerated().map { ($1.key, $0) })
        self.positions = positions
        let others = otherKeys.compactMap { other, key in positions[key].map { (other.slug, $0) } }
        otherSlugs = Dictionary(others) { first, _ in first }
        options = DirectoryMenu.options(choices, chosen: nil)
    }

    /// The choices with the most shops, as chips.
    package func chips(_ limit: Int) -> [DirectoryChip] {
        let most = choices.indices.sorted { (choices[$1].count, $0) < (choices[$0].count, $1) }.prefix(limit)
        return most.map { DirectoryChip(choices[$0]) }
    }

    /// The position of a key in `choices`.
    func position(ofKey key: String) -> Int? { positions[key] }

    /// The position of the choice an address means, by slug or by the words themselves.
    func position(of typed: String) -> Int? {
        if typed.isEmpty { return nil }
        if let position = choices.firstIndex(where: { $0.slug == typed }) ?? positions[typed.folded] { return position }
        let slug = typed.slug
        return slug.isEmpty ? nil : choices.firstIndex { $0.slug == slug } ?? otherSlugs[slug]
    }

    /// The choice an address means.
    func choice(_ typed: String) -> DirectoryChoice? { position(of: typed).map { choices[$0] } }

    /// The `<option>` elements with the choice of an address selected.
    func options(choosing typed: String) -> HTML {
        guard let position = position(of: typed) else { return options }
        return DirectoryMenu.options(choices, chosen: position)
    }

    private static func options(_ choices: [DirectoryChoice], chosen: Int?) -> HTML {
        var html: HTML = ""
        for (position, choice) in choices.enumerated() {
            let selected: HTML = position == chosen ? " selected" : ""
            html.append("<option value=\"\(choice.slug)\"\(selected)>\(choice.label)</option>")
        }
        return html
    }
}
