import Base
import Cryptography
import HTMLTemplate

/// Fields of a form that are merged as one: a text, the times of one day.
package struct FormUnit: Sendable {
    /// The name of the unit; that of its field when it has only one.
    package let name: String
    /// The names of its fields.
    package let fields: [String]

    package init(_ name: String, fields: [String]) { (self.name, self.fields) = (name, fields) }
    package init(_ field: TextField) { self.init(field.name, fields: [field.name]) }

    /// Whether any of its fields was sent.
    func isSent(in values: [String: String]) -> Bool { fields.contains { values[$0] != nil } }

    /// Its fields as one text.
    package func text(in values: [String: String]) -> String {
        fields.map { values[$0, default: ""].trimmed }.joined(separator: "\u{1F}")
    }
}

/// The values a form was loaded with, as one fingerprint for each unit. The page sends them in a hidden field, so that
/// an untouched unit is distinguished from one that was typed.
package struct FormBase: Sendable {
    /// The hidden field: `base`.
    package static let field = AnyField.choice("base")
    private var fingerprints: [String: String] = [:]

    /// The base of a form filled with `values`.
    package init(_ units: [FormUnit], _ values: [String: String]) {
        for unit in units { fingerprints[unit.name] = FormBase.fingerprint(unit.text(in: values)) }
    }

    /// The base sent with a form; empty when none was.
    package init(sent text: String) {
        for pair in text.split(separator: " ") {
            let parts = pair.split(separator: ":")
            if parts.count == 2 { fingerprints[String(parts[0])] = String(parts[1]) }
        }
    }

    /// The value of the hidden field: `name:9f3a11c2 trade:…`.
    package var text: String {
        fingerprints.sorted { $0.key < $1.key }.map { $0.key + ":" + $0.value }.joined(separator: " ")
    }

    /// Whether a unit was loaded with the text it has in `values`; nil when the form has no base for it.
    package func holds(_ unit: FormUnit, in values: [String: String]) -> Bool? {
        fingerprints[unit.name].map { $0 == FormBase.fingerprint(unit.text(in: values)) }
    }

    /// 32 bits distinguish two texts of a field.
    private static func fingerprint(_ text: String) -> String {
        Cryptography.sha256(Array(text.utf8)).prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// A three-way merge of a form: what its person changed, and what others stored since it was loaded.
package struct FormMerge: Sendable {
    /// Units that only this person changed: to be stored.
    package private(set) var mine: Set<String> = []
    /// Units that both changed, to different texts: the page asks which to store.
    package private(set) var conflicts: Set<String> = []

    /// - Parameters:
    ///   - typed: the values as they were typed, with `base`.
    ///   - read: the same values as they would be stored.
    ///   - stored: the values stored now.
    ///   - isCurrent: nothing was stored since the form was loaded.
    package init(
        _ units: [FormUnit], typed: [String: String], read: [String: String], stored: [String: String], isCurrent: Bool
    ) {
        let base = FormBase(sent: typed[FormBase.field.name, default: ""])
        for unit in units where unit.isSent(in: typed) && unit.text(in: read) != unit.text(in: stored) {
            if base.holds(unit, in: typed) == true { continue }
            if isCurrent || base.holds(unit, in: stored) == true {
                mine.insert(unit.name)
            } else {
                conflicts.insert(unit.name)
            }
        }
    }

    /// Turns these units into conflicts: they cannot be stored together with what others stored.
    package mutating func ask(about units: [String]) {
        conflicts.formUnion(mine.intersection(units))
        mine.subtract(units)
    }

    /// What the form shows when there are conflicts: what is stored now, and what was typed where both changed it.
    package func values(_ units: [FormUnit], typed: [String: String], stored: [String: String]) -> [String: String] {
        var values = stored
        for unit in units where conflicts.contains(unit.name) {
            for field in unit.fields { values[field] = typed[field] }
        }
        return values
    }
}

/// What another person has stored since the form was loaded: `{{> partials/conflict}}`.
package struct FormConflict: PageModel {
    /// The fields that both persons changed.
    package let changes: [Change]

    package init(changes: [Change]) {
        self.changes = changes
    }

    /// A field with the value that is stored now.
    package struct Change: PageModel {
        package let label: String
        /// The stored value, in words.
        package let stored: String

        package init(label: String, stored: String) {
            self.label = label
            self.stored = stored
        }

        package static let fields: [Field<Change>] = [.text("label") { $0.label }, .text("stored") { $0.stored }]
    }

    package static let fields: [Field<FormConflict>] = [.list("changes") { $0.changes }]
}
