/// The kind of a file that is not a list, recognised by its first bytes.
enum FileKind: String, Sendable, CaseIterable {
    case pdf
    case picture
    /// A zip file without a workbook inside, or another archive.
    case archive
    /// An Excel workbook before 2007, or one with a password: both are OLE files.
    case oldWorkbook
    case wordProcessing
    case json
    case webPage
    case xml
    /// Address books and calendars.
    case vCard
    case sql
    /// Bytes that are no text.
    case binary

    /// Whether bytes are a zip file: a workbook (XLSX, ODS) or another archive.
    static func isZip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

    /// The kind of a file by its first bytes; nil for text.
    static func binary(_ bytes: [UInt8]) -> FileKind? {
        let found = signatures.first { signature, _ in bytes.starts(with: signature) }
        if let found { return found.1 }
        let head = bytes.prefix(12)
        if head.starts(with: Array("RIFF".utf8)), head.dropFirst(8).starts(with: Array("WEBP".utf8)) { return .picture }
        if head.dropFirst(4).starts(with: Array("ftyp".utf8)) { return .picture }
        return nil
    }

    private static let signatures: [([UInt8], FileKind)] = [
        (Array("%PDF".utf8), .pdf), ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture),
        (Array("GIF8".utf8), .picture), (Array("II*\0".utf8), .picture), (Array("MM\0*".utf8), .picture),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .oldWorkbook), ([0x50, 0x4B, 3, 4], .archive),
        ([0x50, 0x4B, 5, 6], .archive), ([0x1F, 0x8B], .archive), ([0x37, 0x7A, 0xBC, 0xAF], .archive),
        (Array("Rar!".utf8), .archive), (Array("{\\rtf".utf8), .wordProcessing),
    ]

    /// The kind of a text by its beginning; nil for a list.
    static func text(_ text: String) -> FileKind? {
        let start = text.unicodeScalars.prefix(2_000).drop { $0.properties.isWhitespace || $0 == "\u{FEFF}" }
        let head = String(String.UnicodeScalarView(start)).lowercased()
        if head.hasPrefix("begin:v") { return .vCard }
        if isJSON(head) { return .json }
        if head.hasPrefix("<") {
            if ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"].contains(where: head.hasPrefix) {
                return .webPage
            }
            if head.hasPrefix("<?xml") { return head.contains("<html") ? .webPage : .xml }
            // «<Nul>;<Nul>» begins a list, «<kml xmlns=…» does not.
            if head.contains("xmlns") || head.hasPrefix("<!doctype") { return .xml }
        }
        let sql = ["-- mysql dump", "-- phpmyadmin", "-- postgresql", "insert into ", "create table "]
        return sql.contains(where: head.hasPrefix) ? .sql : nil
    }

    /// RFC 8259: an object begins with a name or ends; an array begins with a value. «[Brouillon];…» is a list.
    private static func isJSON(_ head: String) -> Bool {
        guard let first = head.first, first == "{" || first == "[" else { return false }
        guard let second = head.dropFirst().first(where: { !$0.isWhitespace }) else { return true }
        return first == "{" ? "\"}".contains(second) : "{[\"]".contains(second)
    }
}
