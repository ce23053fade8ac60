import HTMLTemplate

/// Numbered rows of the same fields in a form, each with a check box that deletes it.
package struct RowGroup: Sendable {
    /// `closure`: the names of the fields begin with it.
    package let name: String
    /// The most rows of a form.
    package let rowsAtMost: Int
    /// Its fields, with `*` for the number of the row.
    package let fields: [TextField]

    package init(name: String, rowsAtMost: Int, fields: [TextField]) {
        (self.name, self.rowsAtMost, self.fields) = (name, rowsAtMost, fields)
    }

    package var rows: ClosedRange<Int> { 1...rowsAtMost }
    /// The fields of a row that people fill in.
    package func inputs(_ row: Int) -> [TextField] { fields.map { $0.row(row) } }
    /// The check box that deletes a row.
    package func removal(_ row: Int) -> String { "\(name)-\(row)-remove" }

    /// The fields and the check box of every row.
    package var anyFields: [AnyField] { rows.flatMap { inputs($0).map(AnyField.init) + [.choice(removal($0))] } }
    /// All rows together: `closures`.
    package var unit: FormUnit {
        FormUnit(name + "s", fields: rows.flatMap { row in inputs(row).map(\.name) + [removal(row)] })
    }

    /// Fills the fields of a row.
    package func fill(_ row: Int, _ texts: [String], _ values: inout [String: String]) {
        for (field, text) in zip(inputs(row), texts) { values[field.name] = text }
    }
}

/// The rows of a group as a page shows them.
package struct RowFields: PageModel {
    let rows: [Row]
    /// Row 0, empty: the form in another language builds its rows from it.
    let blank: Row
    let canAdd: Bool
    /// Whether any row is filled or was asked for.
    let isUsed: Bool

    /// One row: its fields, and the check box that deletes it.
    package struct Row: PageModel {
        let inputs: [Input]
        let removal: String
        let isRemoved: Bool
        let isNew: Bool

        package static let fields: [Field<Row>] = [
            .list("inputs") { $0.inputs }, .text("removal") { $0.removal }, .flag("isRemoved") { $0.isRemoved },
            .flag("isNew") { $0.isNew },
        ]
    }

    /// The used rows; one more when there are none or `isOpen` asks for it.
    package init(_ group: RowGroup, _ form: FormState, isOpen: Bool) {
        func row(_ number: Int, isNew: Bool) -> Row {
            Row(
                inputs: group.inputs(number).map { form.input($0) }, removal: group.removal(number),
                isRemoved: form[group.removal(number)] == "1", isNew: isNew)
        }
        let used = group.rows.filter { number in group.inputs(number).contains { !form[$0].isEmpty } }
        let free = group.rows.filter { !used.contains($0) }
        let new = isOpen || used.isEmpty ? free.first : nil
        rows = used.map { row($0, isNew: false) } + (new.map { [row($0, isNew: true)] } ?? [])
        blank = row(0, isNew: false)
        canAdd = free.count > (new == nil ? 0 : 1)
        isUsed = isOpen || !used.isEmpty
    }

    package static let fields: [Field<RowFields>] = [
        .list("rows") { $0.rows }, .one("blank") { $0.blank }, .flag("canAdd") { $0.canAdd },
        .flag("isUsed") { $0.isUsed },
    ]
}
