import Base
import Shell
import Web

extension ImportHandlers {
    /// The choices before a form, changed by it.
    package struct Decision: Sendable {
        package private(set) var choices: ImportChoices
        /// Columns matched with a field that another column has.
        private(set) var doubled: Set<Int> = []
        /// Whether the columns or how the file is read differ from those of the preview.
        private(set) var isRemapped = false
        /// Why the file cannot be read as chosen.
        private(set) var problem: ImportFile.Problem?

        /// Whether a question is open without which nothing can be imported.
        private(set) var isOpen = false

        var isValid: Bool { doubled.isEmpty && problem == nil }

        /// A field that was not sent stays as it was: each page of the preview sends its own fields.
        package init(_ form: Form, _ before: ImportChoices, _ bytes: [UInt8]) throws {
            choices = before
            let old = try ImportFile(bytes, before.reading)
            var file = old
            if let reading = ImportReading(form, before: before.reading, old) {
                do { file = try ImportFile(bytes, reading) } catch {
                    problem = error
                    return
                }
                // Boxes are those of the lines as they were read before, and so are columns, unless the person changed
                // them.
                takeColumns(form, old)
                if !isRemapped { choices.columns = nil }
                (choices.reading, choices.taken, isRemapped) = (reading, [:], true)
            } else {
                takeColumns(form, file)
                takeLines(form, file)
            }
            takeCells(form, file)
            isOpen = file.question(choices)?.isBlocking == true
            choices.answers.take(form)
        }

        private mutating func takeColumns(_ form: Form, _ file: ImportFile) {
            guard form["columns"] != nil else { return }
            let old = file.columns(choices)
            var columns = old
            var seen: Set<ShopColumn> = []
            for index in columns.matched.indices {
                guard let typed = form["column-\(index)"] else { continue }
                columns.matched[index] = ShopColumn(rawValue: typed)
            }
            for (index, column) in columns.matched.enumerated() {
                if let column, !seen.insert(column).inserted { doubled.insert(index) }
            }
            isRemapped = columns != old
            if isRemapped { choices.columns = columns }
        }

        /// The boxes of the lines on this page; one that is not ticked is not sent.
        private mutating func takeLines(_ form: Form, _ file: ImportFile) {
            let shown = Set((form["shown"] ?? "").split(separator: ",").compactMap { Int($0) })
            for line in file.lines(choices) where shown.contains(line.number) {
                let isTaken = form["take-\(line.number)"] != nil
                if isTaken != line.isTaken(choices) { choices.taken[line.number] = isTaken }
            }
        }

        private mutating func takeCells(_ form: Form, _ file: ImportFile) {
            let lines = Dictionary(file.lines(choices).map { ($0.number, $0) }) { first, _ in first }
            for field in form.fields {
                guard let match = field.name.wholeMatch(of: /line-(\d{1,7})-([a-z]+)/), let number = Int(match.1),
                    let column = ShopColumn(rawValue: String(match.2)), let line = lines[number]
                else { continue }
                // As long as a cell of a file may be.
                let value = String(decoding: field.value.utf8.prefix(SiteLimits.importCellBytes), as: UTF8.self)
                if value != line.raw[column, default: ""] {
                    choices.corrections[number, default: [:]][column] = value
                }
            }
        }
    }
}
