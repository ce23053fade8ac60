import Base
import HTMLTemplate
import Shell

extension ShopImport {
    /// How to read the file: the options of the command.
    package struct Options: Sendable {
        /// The line with the titles; 0 for none.
        package var titlesLine: Int?
        /// «;», «tab», «none».
        package var delimiter: String?
        package var encoding: String?
        /// «name=Enseigne», «phone=7»: a field, and the title or the number of its column.
        package var columns: [String] = []
        /// Lines to leave out, and lines to take that are left out by themselves.
        package var leftOut: [Int] = []
        package var taken: [Int] = []

        package init() {}

        /// The encodings to choose from.
        package static var encodings: [String] { TextEncoding.allCases.map(\.rawValue) }
        /// The fields to choose from.
        package static var fields: [String] { ShopColumn.allCases.map(\.rawValue) }
    }

    /// The file as it is stored, and as the options say to read it.
    /// - Throws: `Refused` with what is wrong; with a question that is open and the option that answers it.
    static func read(_ bytes: [UInt8], _ options: Options, _ sheetProgram: String, _ messages: Messages) throws
        -> (content: [UInt8], file: ImportFile)
    {
        guard bytes.count <= SiteLimits.importBytes else {
            throw Refused(description: messages.text("error.tooLarge.title"))
        }
        let upload: ImportUpload
        do {
            upload = try ImportUpload(bytes, try reading(options, messages), program: SheetProgram(path: sheetProgram))
        } catch let problem as ImportFile.Problem {
            throw Refused(
                description: messages.text(problem.key, ["limit": messages.format(SiteLimits.importLines)]))
        }
        if let question = upload.file.question(try choices(options, upload.file, messages)) {
            let said = messages.text(question.message.key, question.message.values)
            throw Refused(description: said + " " + messages.text(question.option))
        }
        return (upload.content, upload.file)
    }

    /// How the options say to read the file.
    /// - Throws: `Refused` for a value that does not exist.
    private static func reading(_ options: Options, _ messages: Messages) throws -> ImportReading {
        var reading = ImportReading()
        reading.titlesLine = options.titlesLine
        if let typed = options.delimiter {
            guard let delimiter = Delimiter(typed: typed) else { throw unknown("--delimiter", typed, messages) }
            reading.delimiter = delimiter
        }
        if let typed = options.encoding {
            guard let encoding = TextEncoding(rawValue: typed.lowercased()) else {
                throw unknown("--encoding", typed, messages)
            }
            reading.encoding = encoding
        }
        return reading
    }

    /// The choices of the options about a file.
    /// - Throws: `Refused` for a line or a column that does not exist.
    static func choices(_ options: Options, _ file: ImportFile, _ messages: Messages) throws -> ImportChoices {
        var choices = ImportChoices()
        choices.reading = file.reading
        choices.reading.titlesLine = options.titlesLine
        if let line = options.titlesLine, file.reading.titlesLine != line {
            throw unknown("--titles-line", String(line), messages)
        }
        let lines = Set(file.data.map(\.line))
        for (option, numbers, isTaken) in [("--leave-out", options.leftOut, false), ("--take", options.taken, true)] {
            for number in numbers {
                guard lines.contains(number) else { throw unknown(option, String(number), messages) }
                choices.taken[number] = isTaken
            }
        }
        guard !options.columns.isEmpty else { return choices }
        var columns = file.guessed
        for option in options.columns {
            let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let field = ShopColumn(rawValue: parts[0]) ?? ShopColumn(header: parts[0]),
                let index = index(of: parts[1], file)
            else { throw unknown("--column", option, messages) }
            for (other, column) in columns.matched.enumerated() where column == field { columns.matched[other] = nil }
            columns.matched[index] = field
        }
        choices.columns = columns
        return choices
    }

    /// The column of a title, in any spelling, or of a number from 1.
    private static func index(of typed: String, _ file: ImportFile) -> Int? {
        let indices = file.guessed.matched.indices
        if let index = indices.first(where: { file.title(ofColumn: $0).folded == typed.folded }) { return index }
        return Int(typed).flatMap { indices.contains($0 - 1) ? $0 - 1 : nil }
    }

    private static func unknown(_ option: String, _ value: String, _ messages: Messages) -> Refused {
        Refused(description: messages.text("import.option.unknown", ["option": option, "value": value]))
    }
}
