import Base
import HTMLTemplate
import Shell
import Web

/// How the file is read, as fields of the preview: the line with the titles, the delimiter, the encoding.
struct ReadingForm: PageModel {
    static let fields: [Field<ReadingForm>] = [
        .list("titles") { $0.titles }, .list("delimiters") { $0.delimiters }, .list("encodings") { $0.encodings },
        .flag("isText") { $0.isText }, .list("notes") { $0.notes },
    ]
    /// The fields of the form.
    static let inputs: [AnyField] = [
        .choice("titles"), .choice("delimiter"), .choice("encoding"), .choice("shown"), .choice("take-*"),
    ]

    let titles: [FormOption]
    let delimiters: [FormOption]
    let encodings: [FormOption]
    /// Whether delimiter and encoding are questions: not for a workbook.
    let isText: Bool
    /// What was left out while reading, or read with doubt.
    let notes: [String]

    init(_ file: ImportFile, _ choices: ImportChoices, _ context: Context) {
        titles = Self.titles(file, context)
        let delimiter = file.reading.delimiter ?? .none
        let delimiters =
            Delimiter.usual + (Delimiter.usual.contains(delimiter) || delimiter == .none ? [] : [delimiter])
        self.delimiters = (delimiters + [.none]).map {
            FormOption(value: String($0.byte), text: Self.name($0, context), isChosen: $0 == delimiter)
        }
        encodings = TextEncoding.allCases.map {
            FormOption(
                value: $0.rawValue, text: context.say($0.label), isChosen: $0 == file.reading.encoding)
        }
        isText = !file.reading.isWorkbook
        notes = Self.notes(file, choices, context)
    }

    /// The first lines to choose from, and the titles wherever they are.
    private static func titles(_ file: ImportFile, _ context: Context) -> [FormOption] {
        var records = Array(file.records.prefix(12))
        if let titles = file.titles, !records.contains(titles) { records.append(titles) }
        let none = FormOption(
            value: "0", text: context.say("import.titles.none"), isChosen: file.titles == nil)
        return [none]
            + records.map { record in
                let cells = record.cells.prefix(20).map(\.oneLine).filter { !$0.isEmpty }.joined(separator: " · ")
                return FormOption(
                    value: String(record.line),
                    text: context.say("import.line") + " \(record.line) – " + String(cells.prefix(60)),
                    isChosen: record == file.titles)
            }
    }

    private static func name(_ delimiter: Delimiter, _ context: Context) -> String {
        switch delimiter {
        case .semicolon: context.say("import.delimiter.semicolon")
        case .comma: context.say("import.delimiter.comma")
        case .tab: context.say("import.delimiter.tab")
        case .none: context.say("import.delimiter.none")
        default: String(Character(Unicode.Scalar(delimiter.byte)))
        }
    }

    private static func notes(_ file: ImportFile, _ choices: ImportChoices, _ context: Context) -> [String] {
        var notes: [String] = []
        if let question = file.question(choices), !question.isBlocking {
            notes.append(context.messages.text(question.message.key, question.message.values))
        }
        if !file.above.isEmpty {
            notes.append(
                context.say("import.above", count: file.above.count, ["lines": ImportPreview.list(file.above)]))
        }
        return notes
    }
}
